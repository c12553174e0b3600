import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source-text.ts';
import { ASIM_COLUMNS, type ColumnName, type FieldTarget, fieldTarget, taxonomy } from '../event/taxonomy.ts';
import type { DetectionItem, Expression, SigmaRule, Test } from '../sigma/ir.ts';
import { isAuditd } from '../sigma/logsource.ts';
import { nearest } from '../sigma/suggest.ts';
import type { LineageMode } from './lineage-mode.ts';
import type { MappedField, MappedRule } from './mapped.ts';
import { reachOf } from './reach.ts';

export type { MappedField, MappedRule } from './mapped.ts';

/** Maps the fields of a rule. `mapped` is undefined, and the rule unsupported, if it names an unknown field. */
export function mapRule(
  rule: SigmaRule,
  lineage: LineageMode,
): { readonly mapped: MappedRule | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const isOfRecords = isAuditd(rule.logsource);
  const mapper = new FieldMapper(lineage, isOfRecords ? RECORD_FIELDS : EVENT_FIELDS);
  const conditions = rule.conditions.map((condition) => mapper.map(condition, false));
  const records = isOfRecords ? reachOf(conditions, rule.span) : undefined;
  const diagnostics = [...mapper.diagnostics, ...(records?.diagnostics ?? [])];
  const isUsable = records?.types.length !== 0 && !diagnostics.some(({ severity }) => severity === 'error');
  return { mapped: isUsable ? { rule, lineage, records: records?.types, conditions } : undefined, diagnostics };
}

/**
 * Maps expressions. What stands under an even number of `not` is positive and may widen `Parent*` to further processes;
 * what stands under an odd number asks the acting process only, and so do tests for absence or presence and comparisons
 * with another field. So widening adds matches and never takes one away. `neq` is a `not` by now.
 */
export class FieldMapper<C = ColumnName> {
  readonly diagnostics: Diagnostic[] = [];
  readonly #lineage: LineageMode;
  readonly #fields: Fields<C>;
  readonly #reported = new Set<object>();
  readonly #done = { positive: new Map<Expression, Mapped<C>>(), negative: new Map<Expression, Mapped<C>>() };

  readonly #unknown: UnknownField;

  constructor(lineage: LineageMode, fields: Fields<C>, unknown: UnknownField = unknownField) {
    this.#lineage = lineage;
    this.#fields = fields;
    this.#unknown = unknown;
  }

  /** Search identifiers that a condition names often are mapped once for each polarity. */
  map(expression: Expression, isNegated: boolean): Mapped<C> {
    const done = this.#done[isNegated ? 'negative' : 'positive'];
    const known = done.get(expression);
    if (known !== undefined) return known;
    const mapped = this.#mapNew(expression, isNegated);
    done.set(expression, mapped);
    return mapped;
  }

  #mapNew(expression: Expression, isNegated: boolean): Mapped<C> {
    switch (expression.kind) {
      case 'and':
      case 'or':
        return { kind: expression.kind, of: expression.of.map((child) => this.map(child, isNegated)) };
      case 'not':
        return { kind: 'not', of: this.map(expression.of, !isNegated) };
      case 'selection':
        return { ...expression, of: this.map(expression.of, isNegated) };
      case 'item':
        return this.#item(expression.item, isNegated);
    }
  }

  #item(item: DetectionItem, isNegated: boolean): Mapped<C> {
    const tests = item.tests.map((test) => (asksNoField(test) ? test : { ...test, ...this.#test(test, test.span) }));
    const { field } = item;
    if (field === undefined) return on({ ...item, tests }, undefined);
    const target = this.#target(field, item, () => fieldSpan(item.span, field));
    if (target === undefined) return on({ ...item, tests }, { columns: [] });
    const wide = isNegated ? narrowField(target) : wideField(target, this.#lineage);
    return widened({ ...item, tests }, wide, narrowField(target));
  }

  /** The test with the field that it refers to, if it does, mapped to the acting process only. */
  #test(test: Test, at: Span): Test<MappedField<C>> {
    if (test.kind === 'variants') return { ...test, of: test.of.map((one) => this.#test(one, at)) };
    if (test.kind !== 'fieldref') return test;
    const target = this.#target(test.field, test, () => at);
    return { ...test, field: target === undefined ? { columns: [] } : narrowField(target) };
  }

  /** What a field stands for; undefined, reported once for each place where it is named, if it is unknown. */
  #target(field: string, namedBy: object, at: () => Span): FieldTarget<C> | undefined {
    const target = this.#fields.target(field);
    if (target !== undefined || this.#reported.has(namedBy)) return target;
    this.#reported.add(namedBy);
    const suggestion = nearest(field, this.#fields.known);
    this.diagnostics.push(this.#unknown(field, at(), suggestion));
    return undefined;
  }
}

/** What fields stand for, and the names to suggest for one that is unknown: of events here, or of a table elsewhere. */
export interface Fields<C> {
  readonly target: (field: string) => FieldTarget<C> | undefined;
  readonly known: readonly string[];
}

/** What is said of a field that stands for nothing. */
type UnknownField = (field: string, at: Span, suggestion: string | undefined) => Diagnostic;

const unknownField: UnknownField = (field, at, suggestion) => report('sigma-unknown-field', at, { field, suggestion });

/** The fields of our own events. */
export const EVENT_FIELDS: Fields<ColumnName> = {
  target: fieldTarget,
  known: [...Object.keys(taxonomy), ...Object.keys(ASIM_COLUMNS)],
};

/** The fields of audit records. Whether a record can have one is told from the whole rule. */
export const RECORD_FIELDS: Fields<ColumnName> = { target: (field) => ({ kind: 'record', field }), known: [] };

type Mapped<C> = Expression<MappedField<C>>;

/** An item whose field is still, or again, to be said. */
type Unplaced<C> = Omit<DetectionItem<MappedField<C>>, 'field'>;

function narrowField<C>(target: FieldTarget<C>): MappedField<C> {
  switch (target.kind) {
    case 'column':
      return { columns: [target.column] };
    case 'parent':
      return { columns: [target.acting] };
    case 'ancestor':
      return { columns: [], ancestors: target.field };
    case 'record':
      return { columns: [], record: target.field };
  }
}

function wideField<C>(target: FieldTarget<C>, lineage: LineageMode): MappedField<C> {
  if (target.kind !== 'parent') return narrowField(target);
  const { acting, parent, ancestor } = target;
  switch (lineage) {
    case 'strict':
      return { columns: [acting] };
    case 'asim':
      return { columns: parent === undefined ? [acting] : [acting, parent] };
    case 'ancestors':
      return ancestor === undefined ? { columns: [acting] } : { columns: [acting], ancestors: ancestor };
  }
}

/** The item on the wide field, but tests that ask the acting process only on the narrow one. */
function widened<C>(item: Unplaced<C>, wide: MappedField<C>, narrow: MappedField<C>): Mapped<C> {
  const asked = item.tests.filter(asksActingOnly);
  if (asked.length === 0) return on(item, wide);
  if (item.quantifier === 'all' || asked.length === item.tests.length) return on(item, narrow);
  const rest = item.tests.filter((test) => !asksActingOnly(test));
  return { kind: 'or', of: [on({ ...item, tests: rest }, wide), on({ ...item, tests: asked }, narrow)] };
}

/** Whether a test names no other field, and so is the same for every kind of column. */
function asksNoField<T extends Test>(test: T): test is Exclude<T, { readonly kind: 'fieldref' | 'variants' }> {
  return test.kind !== 'fieldref' && test.kind !== 'variants';
}

/** Whether it is a test for absence or presence, or a comparison with another field. */
function asksActingOnly<C>(test: Test<MappedField<C>>): boolean {
  switch (test.kind) {
    case 'null':
    case 'exists':
    case 'fieldref':
      return true;
    case 'string':
      return test.pattern.length === 0;
    case 'variants':
      return test.of.some(asksActingOnly);
    case 'number':
    case 'regex':
    case 'cidr':
    case 'compare':
    case 'time':
      return false;
  }
}

function on<C>(item: Unplaced<C>, field: MappedField<C> | undefined): Mapped<C> {
  return { kind: 'item', item: { ...item, field } };
}

function fieldSpan({ source, start }: Span, field: string): Span {
  const from = source.text.startsWith(field, start) ? start : start + 1;
  return { source, start: from, end: from + field.length };
}

/** A mapped field as text: the columns, then what is asked of the ancestors. */
export function printField({ columns, ancestors, record }: MappedField): string {
  const fields = record === undefined ? [] : [`AuditRecords[*].${record}`];
  return [...columns, ...fields, ...(ancestors === undefined ? [] : [`Ancestors[*].${ancestors}`])].join(' or ');
}
