import type { Place } from '../lower/context.ts';
import { lowerAs } from '../lower/recurse.ts';
import { convert } from '../lower/types.ts';
import { type Computed, orderOf, type Relation } from '../plan.ts';
import { absent } from '../plan-sql.ts';
import { joined, list, literal, name, type Sql, sql } from '../sql.ts';
import { type Node, part } from '../syntax.ts';
import { replaced, type TabularOperator } from './operator.ts';
import { type ParsePattern, parsePattern } from './parse-pattern.ts';

/** Columns from a text: absent ones where the text does not fit. */
export const parse: TabularOperator = (node, input, place) => {
  const found = matched(node, input, place);
  if (found === undefined) return input;
  return { kind: 'project', input: found.rows, columns: replaced(input.columns, found.columns) };
};

/** The same for rows whose text fits. */
export const parseWhere: TabularOperator = (node, input, place) => {
  const found = matched(node, input, place);
  if (found === undefined) return input;
  const fitting: Relation = { kind: 'filter', input: found.rows, columns: input.columns, predicate: found.fits };
  return { kind: 'project', input: fitting, columns: replaced(input.columns, found.columns) };
};

interface Matched {
  /** The rows with what the expression finds in each. */
  readonly rows: Relation;
  readonly fits: Sql;
  readonly columns: readonly Computed[];
}

function matched(node: Node, input: Relation, place: Place): Matched | undefined {
  const pattern = parsePattern(node, place);
  if (pattern === undefined) return undefined;
  const text = lowerAs(part(node, 'Expression'), 'string', place);
  const [isMatch, groups] = [place.context.column('', 'bool').id, place.context.column('', 'dynamic').id];
  const rows: Relation = {
    kind: 'custom',
    name: 'match',
    inputs: [input],
    columns: input.columns,
    order: orderOf(input),
    sql: ([from = sql``]) => sql`SELECT *, ${groupsSql(text, pattern, isMatch, groups)} FROM (${from})`,
  };
  const values = pattern.captures.map(({ column, group }) => {
    const value: Sql = sql`${name(groups)}.${name(`g${group}`)}`;
    return { ...column, sql: convert({ sql: value, type: 'string' }, column.type) };
  });
  const typed = values.filter(({ type }) => type !== 'string').map(({ sql: value }) => sql`${value} IS NOT NULL`);
  const fits = pattern.kind === 'relaxed' ? name(isMatch) : joined([name(isMatch), ...typed], sql` AND `);
  const columns = values.map((each) => ({
    ...each,
    sql: sql`CASE WHEN ${fits} THEN ${each.sql} ELSE ${absent(each.type)} END`,
  }));
  return { rows, fits, columns };
}

function groupsSql(text: Sql, { regex, groups }: ParsePattern, isMatch: string, found: string): Sql {
  const pattern = literal(regex);
  const matches = sql`regexp_matches(${text}, ${pattern}) AS ${name(isMatch)}`;
  if (groups === 0) return matches;
  const names = list(Array.from({ length: groups }, (_, at) => literal(`g${at + 1}`)));
  return sql`${matches}, regexp_extract(${text}, ${pattern}, [${names}]) AS ${name(found)}`;
}
