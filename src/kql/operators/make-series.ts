import type { Place } from '../lower/context.ts';
import { lowerAs, lowerScalar } from '../lower/recurse.ts';
import { convert } from '../lower/types.ts';
import type { Column, Computed, KqlType, Relation } from '../plan.ts';
import { count, list, name, type Sql, sql } from '../sql.ts';
import { type Node, optional, parameterOf, part, parts, resultName } from '../syntax.ts';
import { boundColumns, columnsNamed, computed, expressionOf, givenName, type TabularOperator } from './operator.ts';

/** Steps of a series, at most. */
const MAX_STEPS = 100_000;

/** Where the steps of a series begin, how long they are, and how many there are before its end. */
interface Axis {
  readonly value: Sql;
  readonly type: KqlType;
  readonly from: Sql;
  readonly step: Sql;
  readonly steps: Sql;
}

interface Series {
  readonly column: Column;
  readonly type: KqlType;
  readonly value: Sql;
  readonly otherwise: Sql;
}

/** Lists of what is aggregated in each step of an axis, from its first to its last, for each key. */
export const makeSeries: TabularOperator = (node, input, place) => {
  const [axis, groups] = [axisOf(node, place), optional(node, 'ByClause')];
  if (axis === undefined) return input;
  const columns = columnsNamed(boundColumns(node), place);
  const keys = (groups === undefined ? [] : parts(groups, 'Expressions')).map((each, at) =>
    computed(columns[at]?.name ?? '', each, place),
  );
  const series = parts(node, 'Aggregates').map((each, at) => seriesOf(each, columns[keys.length + at], place));
  const last = columns.at(-1);
  if (last === undefined) return input;
  return seriesRelation(input, columns, keys, series, axis, parameterOf(node, 'kind') === 'nonempty', place);
};

function axisOf(node: Node, place: Place): Axis | undefined {
  const on = lowerScalar(expressionOf(part(part(node, 'OnClause'), 'Expression')), place);
  const range = part(node, 'RangeClause');
  const [from, to] = [optional(range, 'MakeSeriesFromClause'), optional(range, 'MakeSeriesToClause')];
  const isTime = on.type === 'datetime';
  if (from === undefined || to === undefined || !(isTime || on.type === 'long' || on.type === 'int')) {
    place.context.refuse(
      node,
      'make-series without from and to, or on values that are neither times nor whole numbers',
    );
    return undefined;
  }
  const type: KqlType = isTime ? 'datetime' : 'long';
  const step = lowerAs(part(part(range, 'MakeSeriesStepClause'), 'Expression'), isTime ? 'timespan' : 'long', place);
  const units = (value: Sql): Sql => (isTime ? sql`epoch_us(${value})` : value);
  const length = isTime ? sql`(${step} // 10)` : step;
  const [first, end] = [from, to].map((each) => units(lowerAs(part(each, 'Expression'), type, place)));
  if (first === undefined || end === undefined) return undefined;
  const value = units(convert(on, type));
  return { value, type, from: first, step: length, steps: sql`((${end} - ${first} + ${length} - 1) // ${length})` };
}

/** Where a step has nothing there is the default, which is 0. */
function seriesOf(node: Node, column: Column | undefined, place: Place): Series {
  const named = part(node, 'Expression');
  const { sql: value, type } = lowerScalar(expressionOf(named), { ...place, inSummarize: true });
  const clause = optional(node, 'DefaultExpression');
  const given = clause === undefined ? undefined : lowerScalar(part(clause, 'Expression'), place);
  const otherwise = given === undefined ? sql`'0'::JSON` : convert({ sql: convert(given, type), type }, 'dynamic');
  const called = column ?? place.context.column(givenName(named) ?? resultName(named) ?? '', 'dynamic');
  return { column: called, type, value, otherwise };
}

function seriesRelation(
  input: Relation,
  columns: readonly Column[],
  keys: readonly Computed[],
  series: readonly Series[],
  axis: Axis,
  isKept: boolean,
  { context }: Place,
): Relation {
  const step = name(context.column('', 'long').id);
  const steps = sql`least(greatest(${axis.steps}, 0), ${count(MAX_STEPS)})`;
  const times = columns.at(-1);
  const values = series.map(
    ({ column, value, type }) => sql`${convert({ sql: value, type }, 'dynamic')} AS ${name(column.id)}`,
  );
  const lists = series.map(({ column, otherwise }) => {
    const found = sql`map_from_entries(list({'k': ${step}, 'v': ${name(column.id)}}) FILTER (WHERE ${step} IS NOT NULL))`;
    return sql`to_json(list_transform(range(any_value(n)), i -> coalesce((${found})[i], ${otherwise}))) AS ${name(column.id)}`;
  });
  const at = sql`(any_value(f) + i * any_value(s))`;
  const point =
    axis.type === 'datetime'
      ? convert({ sql: sql`make_timestamp(${at})`, type: 'datetime' }, 'dynamic')
      : sql`to_json(${at})`;
  const groups = keys.map((_, index) => count(index + 1));
  const named = keys.map((each, index) => sql`${each.sql} AS ${name(columns[index]?.id ?? each.id)}`);
  const kept = keys.map((each, index) => name(columns[index]?.id ?? each.id));
  return {
    kind: 'custom',
    name: 'series',
    inputs: [input],
    columns,
    sql: ([rows = sql``]) => {
      const place = sql`((${axis.value} - ${axis.from}) // ${axis.step})`;
      const inside = sql`${axis.value} >= ${axis.from} AND ${place} < ${steps}`;
      const grouped = sql`SELECT ${list([...named, sql`${place} AS ${step}`, ...values])} FROM (${rows}) WHERE ${inside} GROUP BY ${list([...groups, count(keys.length + 1)])}`;
      const from = sql`(SELECT ${steps} AS n, ${axis.from} AS f, ${axis.step} AS s) AS axis LEFT JOIN (${grouped}) AS g ON true`;
      const filter = isKept ? sql`` : sql` HAVING count(${step}) > 0`;
      const by = keys.length === 0 ? sql`` : sql` GROUP BY ${list(groups)}`;
      const points = sql`to_json(list_transform(range(any_value(n)), i -> ${point})) AS ${name(times?.id ?? '')}`;
      return sql`SELECT ${list([...kept, ...lists, points])} FROM ${from}${by}${filter}`;
    },
  };
}
