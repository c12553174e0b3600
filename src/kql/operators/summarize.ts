import { aggregates } from '../aggregates/registry.ts';
import type { Place } from '../lower/context.ts';
import { lowerScalar } from '../lower/recurse.ts';
import { typeNamed } from '../lower/types.ts';
import type { Computed } from '../plan.ts';
import { kindOf, type Node, nameOf, optional, parts } from '../syntax.ts';
import { boundColumns, computed, expressionOf, givenName, type TabularOperator } from './operator.ts';

/** Keys come first in the binder's columns, then what each aggregate gives: one column, or several. */
export const summarize: TabularOperator = (node, input, place) => {
  const bound = [...boundColumns(node)];
  const by = optional(node, 'ByClause');
  const keys = (by === undefined ? [] : parts(by, 'Expressions')).map((each) =>
    computed(bound.shift()?.name ?? '', each, place),
  );
  const given = parts(node, 'Aggregates').flatMap((each) => aggregateColumns(each, place, bound));
  if (keys.length === 0 && given.length === 0) return input;
  if (given.length === 0) return { kind: 'distinct', columns: keys, input: { kind: 'project', input, columns: keys } };
  return { kind: 'aggregate', input, keys, aggregates: given, columns: [...keys, ...given] };
};

function aggregateColumns(node: Node, place: Place, bound: { name: string; type: string }[]): readonly Computed[] {
  const call = expressionOf(node);
  const several = kindOf(call) === 'FunctionCallExpression' ? aggregates.several[nameOf(call)] : undefined;
  if (several === undefined) {
    const next = bound.shift();
    return [
      {
        ...place.context.column(next?.name ?? givenName(node) ?? '', typeNamed(next?.type ?? 'dynamic')),
        sql: lowerAggregate(call, place),
      },
    ];
  }
  const columns = several(call, place);
  return columns.map((column) => {
    const next = bound.shift();
    return { ...column, name: next?.name ?? column.name };
  });
}

/** An expression over aggregates: what it calls is looked up among them first. */
function lowerAggregate(node: Node, place: Place) {
  return lowerScalar(node, { ...place, inSummarize: true }).sql;
}
