import { type AncestorField, ASIM_COLUMNS, type ColumnName } from '../../event/taxonomy.ts';
import type { Expression, StringPattern, Test, ValueTest } from '../../sigma/ir.ts';
import { fold } from '../fold.ts';
import type { MappedField } from '../mapping.ts';
import { isCommonProgram } from './common.ts';
import { literalsOf } from './regex-literal.ts';

/** Where a trigger looks: a column, one field of all ancestors, or wherever keywords look. */
export type Slot = ColumnName | AncestorSlot | 'Keywords';
export type AncestorSlot = `Ancestors.${AncestorField}`;

/**
 * Something cheap to see in an event that must be there for a test to hold. It may be there without the test: a trigger
 * only says that a rule is worth asking.
 */
export type Trigger =
  /** A text with letter case folded stands in the folded value. */
  | { readonly kind: 'text'; readonly slot: Slot; readonly place: TextPlace; readonly text: string }
  /** The value is this decimal number. */
  | { readonly kind: 'number'; readonly slot: Slot; readonly value: number }
  | { readonly kind: 'absent' | 'present'; readonly slot: ColumnName };

export type TextPlace = 'exact' | 'prefix' | 'suffix' | 'substring';

/** What tells a trigger from others. */
export function triggerKey(trigger: Trigger): string {
  const { kind, slot } = trigger;
  switch (trigger.kind) {
    case 'text':
      return `${slot} ${kind} ${trigger.place} ${trigger.text}`;
    case 'number':
      return `${slot} ${kind} ${trigger.value}`;
    case 'absent':
    case 'present':
      return `${slot} ${kind}`;
  }
}

/** Triggers of which at least one is there whenever an expression holds. */
export type Requirement = readonly Trigger[];

type Mapped = Expression<MappedField>;

/** Finds what expressions require. What occurs several times is looked at once. */
export class Requirements {
  readonly #done = { positive: new Map<Mapped, Found>(), negative: new Map<Mapped, Found>() };

  /** The triggers of conditions of which one must hold; undefined if there is no sure one. */
  of(conditions: readonly Mapped[]): Requirement | undefined {
    return oneOf(conditions.map((condition) => this.#find(condition, false)));
  }

  #find(expression: Mapped, isNegated: boolean): Found {
    const done = this.#done[isNegated ? 'negative' : 'positive'];
    if (done.has(expression)) return done.get(expression);
    const found = this.#findNew(expression, isNegated);
    done.set(expression, found);
    return found;
  }

  #findNew(expression: Mapped, isNegated: boolean): Found {
    switch (expression.kind) {
      case 'and':
      case 'or': {
        const all = expression.of.map((child) => this.#find(child, isNegated));
        return (expression.kind === 'or') !== isNegated ? oneOf(all) : rarest(all);
      }
      case 'not':
        return this.#find(expression.of, !isNegated);
      case 'selection':
        return this.#find(expression.of, isNegated);
      case 'item': {
        const { field, tests, quantifier } = expression.item;
        return isNegated ? undefined : ofItem(slotsOf(field), tests, quantifier);
      }
    }
  }
}

/** Undefined where nothing is required for sure. */
type Found = Requirement | undefined;

/** One of the requirements must be met. */
function oneOf(found: readonly Found[]): Found {
  const sure = new Set<Requirement>();
  for (const each of found) {
    if (each === undefined) return undefined;
    sure.add(each);
  }
  const [first] = sure;
  if (sure.size === 1) return first;
  const distinct = new Map([...sure].flatMap((each) => each.map((trigger) => [triggerKey(trigger), trigger])));
  return [...distinct.values()];
}

/** All of the requirements are met: the rarest one is enough to know. */
function rarest(found: readonly Found[]): Found {
  let best: Found;
  for (const each of found)
    if (each !== undefined && (best === undefined || commonness(each) < commonness(best))) best = each;
  return best;
}

const commonnesses = new WeakMap<Requirement, number>();

/** How often a requirement is likely to be met; only the order matters. */
function commonness(requirement: Requirement): number {
  const known = commonnesses.get(requirement);
  if (known !== undefined) return known;
  const sum = requirement.reduce((total, trigger) => total + commonnessOf(trigger), 0);
  commonnesses.set(requirement, sum);
  return sum;
}

function commonnessOf(trigger: Trigger): number {
  switch (trigger.kind) {
    case 'text':
      if (isCommonProgram(trigger.text)) return 1 / 8;
      return 2 ** -Math.min(trigger.text.length, 16) / (trigger.place === 'substring' ? 1 : 8);
    case 'number':
      return 1 / 64;
    case 'absent':
      return 1;
    case 'present':
      return 2;
  }
}

function slotsOf(field: MappedField | undefined): readonly Slot[] {
  if (field === undefined) return ['Keywords'];
  return field.ancestors === undefined ? field.columns : [...field.columns, `Ancestors.${field.ancestors}`];
}

function ofItem(slots: readonly Slot[], tests: readonly ValueTest<MappedField>[], quantifier: 'any' | 'all'): Found {
  const found = tests.map((test) => oneOf(slots.map((slot) => ofTest(test, test.text, slot))));
  return quantifier === 'any' ? oneOf(found) : rarest(found);
}

function ofTest(test: Test<MappedField>, written: string, slot: Slot): Found {
  switch (test.kind) {
    case 'string':
      return ofPattern(test.pattern, test.cased, slot);
    case 'number':
      return oneOf([ofText(fold(written), 'exact', slot), [{ kind: 'number', slot, value: test.value }]]);
    case 'regex':
      return ofRegex(literalsOf(test.pattern, test.flags), slot);
    case 'null':
      return emptiness('absent', slot);
    case 'exists':
      return emptiness(test.exists ? 'present' : 'absent', slot);
    case 'cidr':
    case 'compare':
    case 'time':
    case 'fieldref':
      return emptiness('present', slot);
    case 'variants':
      return oneOf(test.of.map((one) => ofTest(one, written, slot)));
  }
}

function emptiness(kind: 'absent' | 'present', slot: Slot): Found {
  return isColumn(slot) ? [{ kind, slot }] : undefined;
}

/** Whether a slot is a column, which has one value. */
export function isColumn(slot: Slot): slot is ColumnName {
  return Object.hasOwn(ASIM_COLUMNS, slot);
}

function ofRegex(literals: readonly string[] | undefined, slot: Slot): Found {
  return literals === undefined ? undefined : oneOf(literals.map((text) => ofText(fold(text), 'substring', slot)));
}

function ofPattern(pattern: StringPattern, isCased: boolean, slot: Slot): Found {
  if (pattern.length === 0) return emptiness('absent', slot);
  const literals = pattern.flatMap((part, at) => (part.kind === 'literal' ? [{ text: part.text, at }] : []));
  const longest = literals.reduce((best, each) => (each.text.length > best.text.length ? each : best), NO_LITERAL);
  if (longest.text === '') return pattern.some(({ kind }) => kind === 'one') ? emptiness('present', slot) : undefined;
  // Half of a surrogate pair may fold otherwise beside its other half.
  if (isCased && !longest.text.isWellFormed()) return undefined;
  return ofText(fold(longest.text), placeIn(pattern, longest.at), slot);
}

const NO_LITERAL = { text: '', at: 0 };

function placeIn(pattern: StringPattern, at: number): TextPlace {
  const [isFirst, isLast] = [at === 0, at === pattern.length - 1];
  if (isFirst) return isLast ? 'exact' : 'prefix';
  return isLast ? 'suffix' : 'substring';
}

function ofText(text: string, place: TextPlace, slot: Slot): Found {
  return text === '' ? emptiness('absent', slot) : [{ kind: 'text', slot, place, text }];
}
