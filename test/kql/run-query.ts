import type { Operator, Query, Scalar } from '../../src/kql/ast.ts';
import { evaluate, type Row, satisfies } from './evaluate-scalar.ts';
import { bool, dynamic, KqlError, long, type Value } from './value.ts';

/** How often a query without `union` and `join` gives a row of its table: its operators one by one, in plain steps. */
export function rowsOf(query: Query, row: Row): readonly Row[] {
  if (query.lets.length > 0) throw new KqlError('let is not evaluated here');
  return query.operators.reduce<readonly Row[]>((rows, operator) => apply(operator, rows), [row]);
}

function apply(operator: Operator, rows: readonly Row[]): readonly Row[] {
  switch (operator.kind) {
    case 'where':
      return rows.filter((row) => satisfies(operator.predicate, row));
    case 'extend':
      return extend(operator.columns, rows);
    case 'project-away':
      return rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => !operator.names.includes(name))),
      );
    case 'sort': {
      const [{ of, order } = { of: undefined, order: 'asc' }] = operator.by;
      if (of === undefined) return rows;
      const key = (row: Row): number => Number(evaluate(of, row).value);
      return rows.toSorted((a, b) => (order === 'asc' ? key(a) - key(b) : key(b) - key(a)));
    }
    case 'summarize':
      if (operator.by.length > 0) throw new KqlError('summarize by is not evaluated here');
      return [Object.fromEntries(operator.columns.map(({ name, of }) => [name, aggregate(of, rows)]))];
    case 'mv-apply':
      return rows.flatMap((row) => mvApply(operator, row));
    default:
      throw new KqlError(`${operator.kind} is not evaluated here`);
  }
}

/** `row_cumsum` is the one function over the rows before. */
function extend(columns: readonly { name: string; of: Scalar }[], rows: readonly Row[]): readonly Row[] {
  const sums = new Map<string, bigint>();
  return rows.map((row) => {
    const added = columns.map(({ name, of }): [string, Value] => {
      if (of.kind !== 'call' || of.name !== 'row_cumsum') return [name, evaluate(of, row)];
      const [term] = of.of;
      if (term === undefined) throw new KqlError('row_cumsum of nothing');
      const sum = (sums.get(name) ?? 0n) + BigInt(evaluate(term, row).value as bigint);
      sums.set(name, sum);
      return [name, long(sum)];
    });
    return { ...row, ...Object.fromEntries(added) };
  });
}

/** `countif(…) > n` over rows. */
function aggregate(of: Scalar, rows: readonly Row[]): Value {
  if (of.kind !== 'binary' || of.left.kind !== 'call' || of.left.name !== 'countif')
    throw new KqlError('only countif(…) is evaluated here');
  const [predicate] = of.left.of;
  if (predicate === undefined) throw new KqlError('countif of nothing');
  const count = rows.filter((row) => satisfies(predicate, row)).length;
  const result = evaluate({ ...of, left: { kind: 'long', value: BigInt(count) } }, {});
  return result.type === 'bool' ? bool(result.value) : result;
}

function mvApply(operator: Operator & { kind: 'mv-apply' }, row: Row): readonly Row[] {
  const list = evaluate(operator.of, row);
  if (list.type !== 'dynamic' || !Array.isArray(list.value)) throw new KqlError('mv-apply of no list');
  const inner = list.value.map(
    (item, at): Row => ({ ...row, [operator.item]: dynamic(item), [operator.index]: long(at) }),
  );
  const results = operator.on.reduce<readonly Row[]>((rows, each) => apply(each, rows), inner);
  return results.map((result) => ({ ...row, ...result }));
}
