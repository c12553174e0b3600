import type { Query } from '../../kql/ast.ts';
import { anyOf, binary, call, column, long } from '../../kql/build.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { Table } from '../target.ts';
import { COLUMN } from './columns.ts';
import { orderSerials } from './identity.ts';
import { onlyMeasured } from './measure.ts';
import { extend, from, sortBy, where } from './steps.ts';

/**
 * All matches of a correlation, from the queries of its rules that are there under these names: those that have something
 * to measure, each once, numbered in the order in which they count.
 */
export function numbered(
  { measure }: SigmaCorrelation,
  keys: readonly string[],
  names: readonly string[],
  tables: readonly Table[],
): Query {
  const [first = '', ...more] = names;
  const { time, rule, order, id, row, isFirst, isNew } = COLUMN;
  const isOther = (name: string) => binary(column(name), '!=', call('prev', column(name)));
  return from(
    first,
    ...(more.length === 0 ? [] : [{ kind: 'union' as const, of: more.map((name) => from(name)) }]),
    ...onlyMeasured(measure),
    ...orderSerials(tables),
    sortBy([...keys, time, rule, order, id]),
    extend({ [row]: call('row_number') }),
    extend({ [isFirst]: anyOf([binary(column(row), '==', long(1)), ...keys.map(isOther)]) }),
    extend({ [isNew]: anyOf([column(isFirst), ...[id, time, rule].map(isOther)]) }),
    where(column(isNew)),
  );
}
