import { aggregates } from '../aggregates/registry.ts';
import type { Place } from '../lower/context.ts';
import { lowerScalar } from '../lower/recurse.ts';
import type { Computed, Relation } from '../plan.ts';
import { kindOf, type Node, nameOf, optional, part, parts } from '../syntax.ts';
import { boundColumns, computed, expressionOf, givenName, type TabularOperator, withWindows } from './operator.ts';

/** Keys come first in the binder's columns, then what each aggregate gives: one column, or several. */
export const summarize: TabularOperator = (node, input, place) => {
  const names = boundColumns(node).map(({ name }) => name);
  const by = optional(node, 'ByClause');
  const { inner, rows } = withWindows(input, place);
  const groups = by === undefined ? [] : parts(by, 'Expressions');
  const keys = groups.map((each) => computed(names.shift() ?? '', each, inner));
  const columns = groups.map(expressionOf).filter((each) => kindOf(each) === 'NameReference');
  const grouped = { ...inner, keys: columns.map(nameOf) };
  const given = parts(node, 'Aggregates').flatMap((each) => aggregated(each, grouped, names));
  return summarized(rows(), keys, given);
};

/** Rows by their keys with what is worked out of each group; without keys all rows are one group. */
export function summarized(input: Relation, keys: readonly Computed[], given: readonly Computed[]): Relation {
  if (given.length === 0 && keys.length > 0)
    return { kind: 'distinct', columns: keys, input: { kind: 'project', input, columns: keys } };
  return { kind: 'aggregate', input, keys, aggregates: given, columns: [...keys, ...given] };
}

/** The columns of one expression over aggregates; `names` are the binder's names that are left. */
export function aggregated(node: Node, place: Place, names: string[]): readonly Computed[] {
  const call = kindOf(node) === 'CompoundNamedExpression' ? part(node, 'Expression') : expressionOf(node);
  const several = kindOf(call) === 'FunctionCallExpression' ? aggregates.several[nameOf(call)] : undefined;
  if (several !== undefined)
    return several(call, place).map(({ name, type, sql }) => ({
      ...place.context.column(names.shift() ?? name, type),
      sql,
    }));
  const value = lowerScalar(call, { ...place, inSummarize: true });
  return [{ ...place.context.column(names.shift() ?? givenName(node) ?? '', value.type), sql: value.sql }];
}
