import type { AsimColumns } from '../../src/event/process-event.ts';
import type { ColumnName } from '../../src/event/taxonomy.ts';
import type { MatchableEvent } from '../../src/match/event-view.ts';
import type { MappedField } from '../../src/match/mapping.ts';
import type { PreparedRule } from '../../src/match/prepare.ts';
import type { Expression, StringPattern, Test } from '../../src/sigma/ir.ts';

/** A number from 0 up to, and without, a limit. */
export type Random = (limit: number) => number;

/** The same numbers for the same seed. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * limit);
  };
}

/**
 * Events made of what a rule asks for: its own texts in the columns where it looks, and beside each event others in which
 * one character of one column is another one. So rules nearly match, and matching is decided by the last character.
 */
export function eventsNear(rule: PreparedRule, random: Random, hits: number, misses: number): MatchableEvent[] {
  return Array.from({ length: hits }).flatMap(() => {
    const draft = new Draft(random);
    for (const condition of rule.conditions) draft.satisfy(condition);
    return [draft.event(), ...Array.from({ length: misses }, () => draft.changed().event())];
  });
}

type Mapped = Expression<MappedField>;

class Draft {
  readonly #random: Random;
  readonly #columns: Map<ColumnName, string>;
  readonly #ancestors: Readonly<Record<string, string>>[];

  constructor(random: Random, columns: readonly [ColumnName, string][] = [], ancestors: readonly object[] = []) {
    this.#random = random;
    this.#columns = new Map(columns);
    this.#ancestors = ancestors.map((each) => ({ ...each }));
  }

  event(): MatchableEvent {
    const ancestors = this.#ancestors.map((each) => ({ pid: '1', ...each }));
    const columns = { ...Object.fromEntries(this.#columns), AdditionalFields: { Ancestors: ancestors } };
    return { columns: columns as unknown as AsimColumns };
  }

  /** The same with one character changed, left out or added. */
  changed(): Draft {
    const columns = [...this.#columns];
    const at = this.#random(columns.length);
    const changed = columns.map(([name, value], place): [ColumnName, string] => [
      name,
      place === at ? this.#change(value) : value,
    ]);
    return new Draft(this.#random, changed, this.#ancestors);
  }

  satisfy(expression: Mapped): void {
    switch (expression.kind) {
      case 'and':
        for (const child of expression.of) this.satisfy(child);
        return;
      case 'or':
        this.satisfy(this.#oneOf(expression.of));
        return;
      case 'not':
        // What must not be there sometimes is.
        if (this.#random(4) === 0) this.satisfy(expression.of);
        return;
      case 'selection':
        this.satisfy(expression.of);
        return;
      case 'item': {
        const { field, tests, quantifier } = expression.item;
        for (const test of quantifier === 'all' ? tests : [this.#oneOf(tests)]) this.#put(field, test, test.text);
      }
    }
  }

  #put(field: MappedField | undefined, test: Test<MappedField>, written: string): void {
    const text = this.#textFor(test, written);
    const columns = field === undefined ? KEYWORD_COLUMNS : field.columns;
    if (columns.length === 0 || (field?.ancestors !== undefined && this.#random(2) === 0)) {
      this.#ancestors.push({ [field?.ancestors ?? 'name']: text });
      return;
    }
    const column = this.#oneOf(columns);
    const before = this.#columns.get(column) ?? '';
    if (test.kind === 'fieldref') this.#columns.set(this.#oneOf([...test.field.columns, column]), text);
    this.#columns.set(column, joined(before, text, test));
  }

  #textFor(test: Test<MappedField>, written: string): string {
    switch (test.kind) {
      case 'string':
        return this.#textOf(test.pattern);
      case 'variants':
        return this.#textFor(this.#oneOf(test.of), written);
      case 'null':
        return '';
      case 'exists':
        return test.exists ? 'x' : '';
      case 'compare':
        return String(test.value + this.#random(3) - 1);
      case 'cidr':
        return this.#oneOf(['10.1.2.3', '192.168.1.1', '::1', '127.0.0.1']);
      case 'time':
        return this.#oneOf(['2025-01-01T03:30:00Z', '2024-12-30T23:59:59Z']);
      case 'regex':
      case 'number':
      case 'fieldref':
        return written;
    }
  }

  #textOf(pattern: StringPattern): string {
    const fill = { many: ['', 'z', '/x ', 'é'], one: ['q', 'é', '\u{1f600}'] };
    return pattern.map((part) => (part.kind === 'literal' ? part.text : this.#oneOf(fill[part.kind]))).join('');
  }

  #change(text: string): string {
    const at = this.#random(text.length + 1);
    const here = text.charAt(at);
    const other = this.#oneOf([...(LIKE[here.toLowerCase()] ?? []), here.toUpperCase(), here.toLowerCase(), '', '~']);
    return text.slice(0, at) + other + text.slice(at + (this.#random(5) === 0 ? 0 : 1));
  }

  #oneOf<T>(list: readonly T[]): T {
    const one = list[this.#random(list.length)];
    if (one === undefined) throw new Error('nothing to choose from');
    return one;
  }
}

const KEYWORD_COLUMNS: readonly ColumnName[] = ['TargetProcessCommandLine', 'Dvc', 'TargetProcessName'];

/** Characters that are equal in one way to fold letters, and not in ours, or the other way round. */
const LIKE: Readonly<Record<string, readonly string[]>> = {
  k: ['\u212a'],
  i: ['\u0130', 'ı'],
  s: ['ſ'],
  '-': ['–', '/'],
  '/': ['\\', '\u2215'],
  ' ': ['\u00a0', '  ', '\t'],
};

/** Several texts that one column must hold. */
function joined(before: string, text: string, test: Test<MappedField>): string {
  const isFirst = test.kind === 'string' && test.pattern[0]?.kind === 'literal';
  return isFirst ? text + before : before + text;
}
