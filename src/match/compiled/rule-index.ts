import type { Ancestor } from '../../event/ancestor.ts';
import type { AsimColumns } from '../../event/process-event.ts';
import type { ScreenedValues } from '../../event/screen.ts';
import { type AncestorField, ASIM_COLUMNS, type ColumnName } from '../../event/taxonomy.ts';
import type { ColumnValues } from './column-values.ts';
import { type Memory, newMemory, SlotIndex, type Told } from './slot-index.ts';
import { type AncestorSlot, type Requirement, type Slot, type Trigger, triggerKey } from './trigger.ts';

/** From what an event holds to the rules that may match it. Rules are numbers. */
export class RuleIndex {
  readonly literals: number;
  readonly states: number;
  readonly #columns: readonly ColumnIndex[];
  readonly #ancestors: readonly AncestorIndex[];
  readonly #arguments: { readonly index: SlotIndex; readonly memory: Memory } | undefined;
  readonly #values: ColumnValues;
  readonly #always: Int32Array;
  /** The event for which each rule was noted, and the noted rules. */
  readonly #notedFor: Float64Array;
  readonly #noted: Int32Array;
  #count = 0;
  #event = 0;

  /** A rule without a requirement is always worth asking. */
  constructor(requirements: readonly (Requirement | undefined)[], values: ColumnValues) {
    this.#values = values;
    this.#always = Int32Array.from(requirements.flatMap((each, rule) => (each === undefined ? [rule] : [])));
    this.#notedFor = new Float64Array(requirements.length);
    this.#noted = new Int32Array(requirements.length);
    const indexes = new Map([...triggersBySlot(requirements)].map(([slot, all]) => [slot, new SlotIndex(all)]));
    const keywords = indexes.get('Keywords');
    this.#arguments = keywords === undefined ? undefined : { index: keywords, memory: newMemory() };
    this.#columns = columnIndexes(indexes, values);
    this.#ancestors = ancestorIndexes(indexes);
    this.literals = [...indexes.values()].reduce((sum, index) => sum + index.literals, 0);
    this.states = [...indexes.values()].reduce((sum, index) => sum + index.states, 0);
  }

  /** Whether columns are all that it looks at. */
  get looksAtColumnsOnly(): boolean {
    return this.#ancestors.length === 0 && this.#arguments === undefined;
  }

  /** Finds the rules worth asking about an event, whose columns the values are at. How many they are is given. */
  find(columns: AsimColumns): number {
    this.#start();
    for (const { place, index, memory } of this.#columns) {
      const value = this.#values.value(place);
      this.#noteAll(index.rulesFor(value, memory, this.#values.version(place)));
    }
    const { Ancestors, Argv } = columns.AdditionalFields;
    if (Ancestors !== undefined && this.#ancestors.length > 0) this.#findAncestors(Ancestors);
    if (Argv !== undefined && this.#arguments !== undefined)
      this.#noteAll(this.#arguments.index.rulesFor(Argv.join(' '), this.#arguments.memory));
    return this.#count;
  }

  /** The same for columns in bytes; only where it looks at nothing else. */
  findInBytes(source: ScreenedValues): number {
    this.#start();
    const { versions } = source;
    const columns = this.#columns;
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at];
      if (column === undefined) break;
      const { place, index, byteMemory } = column;
      const version = versions[place] ?? 0;
      const told = byteMemory.of === version ? byteMemory.told : index.rulesForBytes(source, place, byteMemory);
      if (told.count > 0) this.#noteAll(told);
    }
    return this.#count;
  }

  #start(): void {
    this.#event += 1;
    this.#count = 0;
    this.#note(this.#always);
  }

  /** The number of a rule that was found. */
  found(at: number): number {
    return this.#noted[at] ?? 0;
  }

  /** Processes share the ancestors that are farthest away, so those are told apart by the distance from the last. */
  #findAncestors(ancestors: readonly Ancestor[]): void {
    for (const { field, index, memories } of this.#ancestors)
      for (const [at, ancestor] of ancestors.entries()) {
        const memory = memories[(ancestors.length - at) % memories.length];
        if (memory !== undefined) this.#noteAll(index.rulesFor(ancestor[field] ?? '', memory));
      }
  }

  #noteAll({ lists, count }: Told): void {
    for (let at = 0; at < count; at += 1) {
      const rules = lists[at];
      if (rules !== undefined) this.#note(rules);
    }
  }

  #note(rules: Int32Array): void {
    for (let at = 0; at < rules.length; at += 1) {
      const rule = rules[at] ?? 0;
      if (this.#notedFor[rule] === this.#event) continue;
      this.#notedFor[rule] = this.#event;
      this.#noted[this.#count] = rule;
      this.#count += 1;
    }
  }
}

interface ColumnIndex {
  readonly place: number;
  readonly index: SlotIndex;
  readonly memory: Memory;
  /** Of values in bytes, by their versions. */
  readonly byteMemory: Memory;
}

interface AncestorIndex {
  readonly field: AncestorField;
  readonly index: SlotIndex;
  readonly memories: readonly Memory[];
}

/** What is asked of columns: of each by rules that name it, and of all by keywords. */
function columnIndexes(indexes: ReadonlyMap<Slot, SlotIndex>, values: ColumnValues): ColumnIndex[] {
  const keywords = indexes.get('Keywords');
  return (Object.keys(ASIM_COLUMNS) as ColumnName[]).flatMap((column) =>
    [indexes.get(column), keywords].flatMap((index) =>
      index === undefined
        ? []
        : [{ place: values.placeOf(column), index, memory: newMemory(), byteMemory: newMemory() }],
    ),
  );
}

const ANCESTOR_FIELDS: Readonly<Record<AncestorSlot, AncestorField>> = {
  'Ancestors.name': 'name',
  'Ancestors.commandLine': 'commandLine',
  'Ancestors.pid': 'pid',
};
const REMEMBERED_ANCESTORS = 16;

function ancestorIndexes(indexes: ReadonlyMap<Slot, SlotIndex>): AncestorIndex[] {
  return (Object.keys(ANCESTOR_FIELDS) as AncestorSlot[]).flatMap((slot) => {
    const index = indexes.get(slot);
    const memories = Array.from({ length: REMEMBERED_ANCESTORS }, newMemory);
    return index === undefined ? [] : [{ field: ANCESTOR_FIELDS[slot], index, memories }];
  });
}

/** By slot, its triggers, each once, with the rules that they make worth asking. */
function triggersBySlot(requirements: readonly (Requirement | undefined)[]): Map<Slot, Map<Trigger, number[]>> {
  const distinct = new Map<string, { readonly trigger: Trigger; readonly rules: number[] }>();
  for (const [rule, requirement] of requirements.entries())
    for (const trigger of requirement ?? []) {
      const key = triggerKey(trigger);
      const known = distinct.get(key);
      if (known === undefined) distinct.set(key, { trigger, rules: [rule] });
      else known.rules.push(rule);
    }
  const slots = new Map<Slot, Map<Trigger, number[]>>();
  for (const { trigger, rules } of distinct.values()) {
    const triggers = slots.get(trigger.slot) ?? new Map<Trigger, number[]>();
    slots.set(trigger.slot, triggers.set(trigger, rules));
  }
  return slots;
}
