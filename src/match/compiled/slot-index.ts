import type { ScreenedValues } from '../../event/screen.ts';
import { isDecimal } from '../compare.ts';
import { fold } from '../fold.ts';
import { Automaton, type Hits } from './automaton.ts';
import type { TextPlace, Trigger } from './trigger.ts';

/** Numbers of rules, and when they were last told. */
interface Target {
  readonly rules: Int32Array;
  toldFor: number;
}

/** What a literal stands for at each place of a value where it may be found. */
interface Literal {
  readonly length: number;
  readonly targets: Readonly<Record<TextPlace, Target | undefined>>;
}

/** Literals are cut to this length, or to less where there are very many, so that the automaton stays small. */
const LENGTHS = [16, 8, 4, 2] as const;
const MAX_STATES = 100_000;

/** The rules that the last value of one place made worth asking: it often comes again. */
export interface Memory {
  /** What tells the value from others: itself, or the version of its column. */
  of: string | number | undefined;
  readonly told: Told;
}

/** Lists of rules, of which only the first `count` count: a list is not made shorter, which takes time. */
export interface Told {
  readonly lists: Int32Array[];
  count: number;
}

export function newMemory(): Memory {
  return { of: undefined, told: { lists: [], count: 0 } };
}

/** Which rules the values of one slot make worth asking. */
export class SlotIndex implements Hits {
  readonly #automaton: Automaton | undefined;
  readonly #literals: readonly Literal[];
  readonly #numbers: ReadonlyMap<number, Target>;
  readonly #absent: Target | undefined;
  readonly #present: Target | undefined;
  #scan = 0;
  #told: Told = newMemory().told;

  constructor(triggers: ReadonlyMap<Trigger, readonly number[]>) {
    const texts = cutTexts(triggers);
    const [automaton, literals] = literalsOf(texts);
    this.#automaton = automaton;
    this.#literals = literals;
    this.#numbers = numbersOf(triggers);
    this.#absent = targetOf(rulesOf(triggers, 'absent'));
    this.#present = targetOf(rulesOf(triggers, 'present'));
  }

  get literals(): number {
    return this.#literals.length;
  }

  get states(): number {
    return this.#automaton?.states ?? 0;
  }

  /** The rules worth asking for a value, as lists that may overlap. They are good until the memory is used again. */
  rulesFor(value: string, memory: Memory, of: string | number = value): Told {
    if (of === memory.of) return memory.told;
    this.#renew(memory, of);
    this.#find(value);
    return memory.told;
  }

  /** The same for the value at a place, as ASCII bytes. What they were before is not looked at. */
  rulesForBytes({ bytes, starts, ends, versions }: ScreenedValues, place: number, memory: Memory): Told {
    this.#renew(memory, versions[place] ?? 0);
    const [start, end] = [starts[place] ?? 0, ends[place] ?? 0];
    if (this.#numbers.size > 0) this.#find(bytes.toString('latin1', start, end));
    else {
      this.#tell(start === end ? this.#absent : this.#present);
      this.#automaton?.walkBytes(bytes, start, end, this);
    }
    return memory.told;
  }

  #renew(memory: Memory, of: string | number): void {
    memory.of = of;
    memory.told.count = 0;
    this.#told = memory.told;
    this.#scan += 1;
  }

  #find(value: string): void {
    this.#tell(value === '' ? this.#absent : this.#present);
    if (value === '') return;
    if (this.#numbers.size > 0 && isDecimal(value)) this.#tell(this.#numbers.get(Number(value)));
    if (this.#automaton?.walk(value, false, this) === false) this.#automaton.walk(fold(value), true, this);
  }

  hit(number: number, end: number, length: number): void {
    const literal = this.#literals[number];
    if (literal === undefined) return;
    const { targets } = literal;
    const isPrefix = end === literal.length;
    this.#tell(targets.substring);
    if (isPrefix) this.#tell(targets.prefix);
    if (end !== length) return;
    this.#tell(targets.suffix);
    if (isPrefix) this.#tell(targets.exact);
  }

  #tell(target: Target | undefined): void {
    if (target === undefined || target.toldFor === this.#scan) return;
    target.toldFor = this.#scan;
    const told = this.#told;
    told.lists[told.count] = target.rules;
    told.count += 1;
  }
}

/** A text of a trigger, shortened. */
interface Cut {
  readonly text: string;
  readonly place: TextPlace;
  readonly rules: readonly number[];
}

function cutTexts(triggers: ReadonlyMap<Trigger, readonly number[]>): readonly Cut[] {
  const texts = [...triggers].flatMap(([trigger, rules]) => (trigger.kind === 'text' ? [{ trigger, rules }] : []));
  const most = LENGTHS.find(
    (length) => texts.reduce((sum, { trigger }) => sum + Math.min(length, trigger.text.length), 0) < MAX_STATES,
  );
  return texts.map(({ trigger, rules }) => ({ ...cut(trigger.text, trigger.place, most ?? 2), rules }));
}

/** A shorter text at a place where it is whenever the whole one is at its own. */
function cut(text: string, place: TextPlace, most: number): { readonly text: string; readonly place: TextPlace } {
  if (text.length <= most) return { text, place };
  if (place === 'suffix') return { text: text.slice(-most), place };
  return { text: text.slice(0, most), place: place === 'exact' ? 'prefix' : place };
}

function literalsOf(cuts: readonly Cut[]): [Automaton | undefined, readonly Literal[]] {
  if (cuts.length === 0) return [undefined, []];
  const texts = [...new Set(cuts.map(({ text }) => text))];
  const automaton = new Automaton(texts);
  const numbers = new Map(texts.map((text, at) => [text, automaton.numbers[at] ?? at]));
  const rules = texts.map((): Record<TextPlace, number[]> => ({ exact: [], prefix: [], suffix: [], substring: [] }));
  for (const each of cuts) rules[numbers.get(each.text) ?? -1]?.[each.place].push(...each.rules);
  const literals = rules.map(({ exact, prefix, suffix, substring }, at) => ({
    length: texts[at]?.length ?? 0,
    targets: {
      exact: targetOf(exact),
      prefix: targetOf(prefix),
      suffix: targetOf(suffix),
      substring: targetOf(substring),
    },
  }));
  return [automaton, literals];
}

function numbersOf(triggers: ReadonlyMap<Trigger, readonly number[]>): ReadonlyMap<number, Target> {
  const numbers = new Map<number, Target>();
  for (const [trigger, rules] of triggers) {
    const target = targetOf(rules);
    if (trigger.kind === 'number' && target !== undefined) numbers.set(trigger.value, target);
  }
  return numbers;
}

function rulesOf(triggers: ReadonlyMap<Trigger, readonly number[]>, kind: Trigger['kind']): number[] {
  return [...triggers].flatMap(([trigger, rules]) => (trigger.kind === kind ? rules : []));
}

function targetOf(rules: readonly number[]): Target | undefined {
  return rules.length === 0 ? undefined : { rules: Int32Array.from(new Set(rules)), toldFor: 0 };
}
