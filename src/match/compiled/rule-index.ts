import type { Ancestor } from '../../event/ancestor.ts';
import type { AsimColumns } from '../../event/process-event.ts';
import type { AncestorField, ColumnName } from '../../event/taxonomy.ts';
import type { ColumnValues } from './column-values.ts';
import { SlotIndex } from './slot-index.ts';
import { isColumn, type Requirement, type Slot, type Trigger, triggerKey } from './trigger.ts';

/** From what an event holds to the rules that may match it. Rules are numbers. */
export class RuleIndex {
  readonly literals: number;
  readonly states: number;
  readonly #columns: readonly { readonly place: number; readonly index: SlotIndex }[];
  readonly #ancestors: readonly { readonly field: AncestorField; readonly index: SlotIndex }[];
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
    const slots = [...triggersBySlot(requirements)].map(([slot, triggers]) => ({
      slot,
      index: new SlotIndex(triggers),
    }));
    this.#columns = slots.flatMap(({ slot, index }) =>
      isColumn(slot) ? [{ place: values.placeOf(slot), index }] : [],
    );
    this.#ancestors = slots.flatMap(({ slot, index }) =>
      isColumn(slot) ? [] : [{ field: ancestorField(slot), index }],
    );
    this.literals = slots.reduce((sum, { index }) => sum + index.literals, 0);
    this.states = slots.reduce((sum, { index }) => sum + index.states, 0);
  }

  /** Finds the rules worth asking about an event, whose columns the values are at. How many they are is given. */
  find(columns: AsimColumns): number {
    this.#event += 1;
    this.#count = 0;
    this.#note(this.#always);
    for (const { place, index } of this.#columns) this.#noteAll(index.rulesFor(this.#values.value(place)));
    if (this.#ancestors.length > 0) this.#findAncestors(columns.AdditionalFields.Ancestors ?? []);
    return this.#count;
  }

  /** The number of a rule that was found. */
  found(at: number): number {
    return this.#noted[at] ?? 0;
  }

  #findAncestors(ancestors: readonly Ancestor[]): void {
    for (const { field, index } of this.#ancestors)
      for (const ancestor of ancestors) this.#noteAll(index.rulesFor(ancestor[field] ?? ''));
  }

  #noteAll(lists: readonly Int32Array[]): void {
    for (let at = 0; at < lists.length; at += 1) {
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

function ancestorField(slot: Exclude<Slot, ColumnName>): AncestorField {
  switch (slot) {
    case 'Ancestors.name':
      return 'name';
    case 'Ancestors.commandLine':
      return 'commandLine';
    case 'Ancestors.pid':
      return 'pid';
  }
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
