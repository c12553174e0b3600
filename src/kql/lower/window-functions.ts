import type { Call, FunctionRow, FunctionTable } from '../functions/row.ts';
import { absent } from '../plan-sql.ts';
import { type Sql, sql } from '../sql.ts';

/** Functions of the rows before and behind, in the order that the rows have. */
const table: FunctionTable = {
  row_number: {
    takes: ['long', 'bool'],
    gives: 'long',
    sql: ([start, restart], call) => sql`(row_number() OVER (${since(restart, call)}) + ${start ?? sql`1`} - 1)`,
  },
  prev: neighbour((value, offset, order) => sql`lag(${value}, ${offset}) OVER (${order})`),
  next: neighbour((value, offset, order) => sql`lead(${value}, ${offset}) OVER (${order})`),
  row_cumsum: {
    takes: ['any', 'bool'],
    sql: ([value, restart], call) =>
      value === undefined || !SUMMED.has(call.args[0]?.type ?? '')
        ? undefined
        : sql`CAST(coalesce(sum(${value}) OVER (${since(restart, call)} ROWS UNBOUNDED PRECEDING), 0) AS ${call.args[0]?.type === 'real' ? sql`DOUBLE` : sql`BIGINT`})`,
  },
  row_rank_dense: rank(
    (value, call) => sql`(sum(${changed(value, call)}) OVER (${orderOf(call)} ROWS UNBOUNDED PRECEDING))`,
  ),
  row_rank_min: rank((value, call) => {
    const at = found(sql`row_number() OVER (${orderOf(call)})`, call);
    return sql`max(CASE WHEN ${changed(value, call)} = 1 THEN ${at} END) OVER (${orderOf(call)} ROWS UNBOUNDED PRECEDING)`;
  }),
};

export const windowFunctions: FunctionTable = Object.assign(Object.create(null) as object, table);

const SUMMED: ReadonlySet<string> = new Set(['int', 'long', 'real', 'timespan']);

function orderOf({ place }: Call): Sql {
  return place.windows?.order ?? sql``;
}

/** A value of each row, in a column that other windows may refer to. */
function found(value: Sql, { place }: Call): Sql {
  return place.windows?.add({ sql: value, type: 'long' }).sql ?? value;
}

/** The window that begins anew at each row where `restart` holds. */
function since(restart: Sql | undefined, call: Call): Sql {
  const order = orderOf(call);
  if (restart === undefined) return order;
  const group = found(sql`sum(CASE WHEN ${restart} THEN 1 ELSE 0 END) OVER (${order} ROWS UNBOUNDED PRECEDING)`, call);
  return sql`PARTITION BY ${group}${order}`;
}

function changed(value: Sql, call: Call): Sql {
  const order = orderOf(call);
  const isFirst = sql`row_number() OVER (${order}) = 1`;
  return found(
    sql`CASE WHEN ${isFirst} OR ${value} IS DISTINCT FROM lag(${value}) OVER (${order}) THEN 1 ELSE 0 END`,
    call,
  );
}

/** Ranks without a restart. */
function rank(make: (value: Sql, call: Call) => Sql): FunctionRow {
  return {
    takes: ['any'],
    gives: 'long',
    sql: ([value, ...rest], call) => (value === undefined || rest.length > 0 ? undefined : make(value, call)),
  };
}

/** The value at another row, the default where there is no such row. */
function neighbour(make: (value: Sql, offset: Sql, order: Sql) => Sql): FunctionRow {
  return {
    takes: ['any', 'long', 'any'],
    sql: ([value, offset = sql`1`, otherwise], call) => {
      if (value === undefined) return undefined;
      const type = call.args[0]?.type ?? 'dynamic';
      if (otherwise !== undefined && call.args[2]?.type !== type) return undefined;
      const there = make(sql`{'v': ${value}}`, offset, orderOf(call));
      return sql`CASE WHEN ${there} IS NULL THEN ${otherwise ?? absent(type)} ELSE (${there}).v END`;
    },
  };
}
