import type { Operator, Scalar } from '../kql/ast.ts';
import { binary, call, column, long } from '../kql/build.ts';
import { ANCESTOR, type Lowering } from './lower/context.ts';

const DEPTH = 'AncestorDepth';
const INFERRED = 'AncestorsInferred';

/**
 * Puts what is asked of ancestors in front of the operators that use the answers, and takes the answers away behind
 * them. Asked are the ancestors up to the first one that is only inferred.
 */
export function askAncestors(lowering: Lowering, operators: readonly Operator[]): readonly Operator[] {
  const flags = lowering.ancestors();
  const list = lowering.table.ancestors;
  if (flags.length === 0 || list === undefined) return operators;
  const isInferred = binary(call('tobool', { kind: 'member', of: column(ANCESTOR), name: 'inferred' }), '==', YES);
  const ask: Operator = {
    kind: 'mv-apply',
    item: ANCESTOR,
    index: DEPTH,
    of: orNone(list),
    on: [
      { kind: 'sort', by: [{ of: column(DEPTH), order: 'asc' }] },
      {
        kind: 'extend',
        columns: [{ name: INFERRED, of: call('row_cumsum', call('iff', isInferred, long(1), long(0))) }],
      },
      { kind: 'where', predicate: binary(column(INFERRED), '==', long(0)) },
      {
        kind: 'summarize',
        columns: flags.map(({ name, predicate }) => ({
          name,
          of: binary(call('countif', predicate), '>', long(0)),
        })),
        by: [],
      },
    ],
  };
  return [ask, ...operators, { kind: 'project-away', names: flags.map(({ name }) => name) }];
}

const YES: Scalar = { kind: 'bool', value: true };

/** The list, or one with nothing in it: an empty list would take its row along. */
function orNone(list: Scalar): Scalar {
  const isThere = binary(call('array_length', list), '>', long(0));
  return call('iff', isThere, list, { kind: 'dynamic', value: [null] });
}
