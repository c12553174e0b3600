import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source-text.ts';
import {
  type AncestorField,
  ASIM_COLUMNS,
  type ColumnName,
  type FieldTarget,
  fieldTarget,
  taxonomy,
} from '../event/taxonomy.ts';
import type { DetectionItem, Expression, SigmaRule, ValueTest } from '../sigma/ir.ts';
import { nearest } from '../sigma/suggest.ts';
import type { LineageMode } from './lineage-mode.ts';

/**
 * Where a detection item looks: in each of the columns and, one by one, at the ancestors. The item holds if it holds in
 * one place; with `all`, one place must satisfy all values.
 */
export interface MappedField {
  readonly columns: readonly ColumnName[];
  readonly ancestors?: AncestorField;
}

/** A rule whose fields are mapped for one lineage mode. */
export interface MappedRule {
  readonly rule: SigmaRule;
  readonly lineage: LineageMode;
  readonly conditions: readonly Expression<MappedField>[];
}

/** Maps the fields of a rule. `mapped` is undefined, and the rule unsupported, if it names an unknown field. */
export function mapRule(
  rule: SigmaRule,
  lineage: LineageMode,
): { readonly mapped: MappedRule | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const mapper = new FieldMapper(lineage);
  const conditions = rule.conditions.map((condition) => mapper.map(condition, false));
  const { diagnostics } = mapper;
  return { mapped: diagnostics.length > 0 ? undefined : { rule, lineage, conditions }, diagnostics };
}

/**
 * Maps expressions. What stands under an even number of `not` is positive and may widen `Parent*` to further processes;
 * what stands under an odd number, and what asks for absence or presence, asks the acting process only. So widening adds
 * matches and never takes one away.
 */
export class FieldMapper {
  readonly diagnostics: Diagnostic[] = [];
  readonly #lineage: LineageMode;
  readonly #reported = new Set<DetectionItem>();
  readonly #done = { positive: new Map<Expression, Mapped>(), negative: new Map<Expression, Mapped>() };

  constructor(lineage: LineageMode) {
    this.#lineage = lineage;
  }

  /** Search identifiers that a condition names often are mapped once for each polarity. */
  map(expression: Expression, isNegated: boolean): Mapped {
    const done = this.#done[isNegated ? 'negative' : 'positive'];
    const known = done.get(expression);
    if (known !== undefined) return known;
    const mapped = this.#mapNew(expression, isNegated);
    done.set(expression, mapped);
    return mapped;
  }

  #mapNew(expression: Expression, isNegated: boolean): Mapped {
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

  #item(item: DetectionItem, isNegated: boolean): Mapped {
    if (item.field === undefined) return on(item, undefined);
    const target = fieldTarget(item.field);
    if (target === undefined) return this.#unknown(item, item.field);
    const wide = isNegated ? narrowField(target) : wideField(target, this.#lineage);
    return widened(item, wide, narrowField(target));
  }

  #unknown(item: DetectionItem, field: string): Mapped {
    if (!this.#reported.has(item)) {
      const suggestion = nearest(field, [...Object.keys(taxonomy), ...Object.keys(ASIM_COLUMNS)]);
      this.diagnostics.push(report('sigma-unknown-field', fieldSpan(item.span, field), { field, suggestion }));
    }
    this.#reported.add(item);
    return on(item, { columns: [] });
  }
}

type Mapped = Expression<MappedField>;

function narrowField(target: FieldTarget): MappedField {
  switch (target.kind) {
    case 'column':
      return { columns: [target.column] };
    case 'parent':
      return { columns: [target.acting] };
    case 'ancestor':
      return { columns: [], ancestors: target.field };
  }
}

function wideField(target: FieldTarget, lineage: LineageMode): MappedField {
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

/** The item on the wide field, but its tests for absence or presence on the narrow one. */
function widened(item: DetectionItem, wide: MappedField, narrow: MappedField): Mapped {
  const asked = item.tests.filter(isAboutPresence);
  if (asked.length === 0) return on(item, wide);
  if (item.quantifier === 'all' || asked.length === item.tests.length) return on(item, narrow);
  const rest = item.tests.filter((test) => !isAboutPresence(test));
  return { kind: 'or', of: [on({ ...item, tests: rest }, wide), on({ ...item, tests: asked }, narrow)] };
}

function isAboutPresence(test: ValueTest): boolean {
  return test.kind === 'null' || test.kind === 'exists' || (test.kind === 'string' && test.pattern.length === 0);
}

function on(item: DetectionItem, field: MappedField | undefined): Mapped {
  return { kind: 'item', item: { ...item, field } };
}

function fieldSpan({ source, start }: Span, field: string): Span {
  const from = source.text.startsWith(field, start) ? start : start + 1;
  return { source, start: from, end: from + field.length };
}

/** A mapped field as text: the columns, then what is asked of the ancestors. */
export function printField({ columns, ancestors }: MappedField): string {
  return [...columns, ...(ancestors === undefined ? [] : [`Ancestors[*].${ancestors}`])].join(' or ');
}
