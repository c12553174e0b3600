import type { Call, FunctionRow, FunctionTable } from '../functions/row.ts';
import { absent } from '../plan-sql.ts';
import { type Sql, sql } from '../sql.ts';

/** Functions of the rows before and behind, in the order that the rows have. */
const table: FunctionTable = {
  row_number: {
    takes: ['long', 'bool'],
    gives: 'long',
    sql: ([start, restart], call) =>
      sql`(row_number() OVER (${since(groupOf(restart, call), call)}) + ${start ?? sql`1`} - 1)`,
  },
  prev: neighbour((value, offset, order) => sql`lag(${value}, ${offset}) OVER (${order})`),
  next: neighbour((value, offset, order) => sql`lead(${value}, ${offset}) OVER (${order})`),
  row_cumsum: {
    takes: ['any', 'bool'],
    sql: ([value, restart], call) =>
      value === undefined || !SUMMED.has(call.args[0]?.type ?? '')
        ? undefined
        : sql`CAST(coalesce(sum(${value}) OVER (${since(groupOf(restart, call), call)} ROWS UNBOUNDED PRECEDING), 0) AS ${call.args[0]?.type === 'real' ? sql`DOUBLE` : sql`BIGINT`})`,
  },
  row_rank_dense: rank(
    (changes, group, call) =>
      sql`CAST(sum(${changes}) OVER (${since(group, call)} ROWS UNBOUNDED PRECEDING) AS BIGINT)`,
  ),
  row_rank_min: rank((changes, group, call) => {
    const at = found(sql`row_number() OVER (${since(group, call)})`, call);
    return sql`max(CASE WHEN ${changes} = 1 THEN ${at} END) OVER (${since(group, call)} ROWS UNBOUNDED PRECEDING)`;
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

/** A number that is another from each row on where `restart` holds; none without a restart. */
function groupOf(restart: Sql | undefined, call: Call): Sql | undefined {
  const begins = sql`CASE WHEN ${restart ?? sql`false`} THEN 1 ELSE 0 END`;
  return restart && found(sql`sum(${begins}) OVER (${orderOf(call)} ROWS UNBOUNDED PRECEDING)`, call);
}

/** The window over the rows of a group. */
function since(group: Sql | undefined, call: Call): Sql {
  return group === undefined ? orderOf(call) : sql`PARTITION BY ${group}${orderOf(call)}`;
}

/** 1 where a row has another value than the row before, or is the first of its group; else 0. */
function changed(value: Sql, group: Sql | undefined, call: Call): Sql {
  const window = since(group, call);
  const isFirst = sql`row_number() OVER (${window}) = 1`;
  return found(
    sql`CASE WHEN ${isFirst} OR ${value} IS DISTINCT FROM lag(${value}) OVER (${window}) THEN 1 ELSE 0 END`,
    call,
  );
}

function rank(make: (changes: Sql, group: Sql | undefined, call: Call) => Sql): FunctionRow {
  return {
    takes: ['any', 'bool'],
    gives: 'long',
    sql: ([value, restart], call) => {
      if (value === undefined) return undefined;
      const group = groupOf(restart, call);
      return make(changed(value, group, call), group, call);
    },
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
