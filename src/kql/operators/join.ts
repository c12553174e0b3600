import type { Place } from '../lower/context.ts';
import { lowerRelation } from '../lower/recurse.ts';
import { type Column, orderOf, type Relation } from '../plan.ts';
import { orderSql } from '../plan-sql.ts';
import { joined, list, name, type Sql, sql } from '../sql.ts';
import { kindOf, type Node, nameOf, parameterOf, part, parts } from '../syntax.ts';
import { boundColumns, type TabularOperator } from './operator.ts';

/** Columns of the left that must be equal to columns of the right. */
interface Pair {
  readonly left: Column;
  readonly right: Column;
}

interface Kind {
  readonly words: Sql;
  /** Which side's rows come with absent values where the other has none. */
  readonly open: readonly ('left' | 'right')[];
  /** The side whose columns alone are given. */
  readonly only?: 'left' | 'right';
}

const SEMI = { words: sql`SEMI JOIN`, open: [] } as const;
const ANTI = { words: sql`ANTI JOIN`, open: [] } as const;

const KINDS: Readonly<Record<string, Kind>> = {
  innerunique: { words: sql`JOIN`, open: [] },
  inner: { words: sql`JOIN`, open: [] },
  leftouter: { words: sql`LEFT JOIN`, open: ['right'] },
  rightouter: { words: sql`RIGHT JOIN`, open: ['left'] },
  fullouter: { words: sql`FULL JOIN`, open: ['left', 'right'] },
  leftsemi: { ...SEMI, only: 'left' },
  rightsemi: { ...SEMI, only: 'right' },
  leftanti: { ...ANTI, only: 'left' },
  leftantisemi: { ...ANTI, only: 'left' },
  anti: { ...ANTI, only: 'left' },
  rightanti: { ...ANTI, only: 'right' },
  rightantisemi: { ...ANTI, only: 'right' },
};

/** Without a kind, a row of the left side counts once for each key. */
export const join: TabularOperator = (node, input, place) => {
  const flavor = parameterOf(node, 'kind') ?? 'innerunique';
  const kind = KINDS[flavor];
  if (kind === undefined) return refused(node, `a join of kind ${flavor}`, input, place);
  const right = lowerRelation(part(node, 'Expression'), { ...place, columns: [] });
  const pairs = pairsOf(part(node, 'ConditionClause'), input, right, place);
  const left = flavor === 'innerunique' ? oneOfEach(input, pairs) : input;
  return joinOf(node, flavor, kind, left, right, pairs, place);
};

/** A table of facts about values: rows of the left stay, its columns come once. */
export const lookup: TabularOperator = (node, input, place) => {
  const flavor = parameterOf(node, 'kind') ?? 'leftouter';
  const kind = flavor === 'inner' || flavor === 'leftouter' ? KINDS[flavor] : undefined;
  if (kind === undefined) return refused(node, `a lookup of kind ${flavor}`, input, place);
  const right = lowerRelation(part(node, 'Expression'), { ...place, columns: [] });
  const pairs = pairsOf(part(node, 'LookupClause'), input, right, place);
  const columns = right.columns.filter((column) => !pairs.some((pair) => pair.right === column));
  return joinOf(node, flavor, kind, input, right, pairs, place, columns);
};

function refused(node: Node, what: string, input: Relation, place: Place): Relation {
  place.context.refuse(node, what);
  return input;
}

function joinOf(
  node: Node,
  flavor: string,
  kind: Kind,
  left: Relation,
  right: Relation,
  pairs: readonly Pair[],
  place: Place,
  rightColumns: readonly Column[] = right.columns,
): Relation {
  const from = [
    ...(kind.only === 'right' ? [] : left.columns.map((column) => ({ column, side: 'left' as const }))),
    ...(kind.only === 'left' ? [] : rightColumns.map((column) => ({ column, side: 'right' as const }))),
  ];
  const columns = from.map(({ column }, at) =>
    place.context.column(boundColumns(node)[at]?.name ?? column.name, column.type),
  );
  const given = from.map(({ column, side }, at) => {
    const value = sql`${name(side === 'left' ? 'l' : 'r')}.${name(column.id)}`;
    const isEmpty = column.type === 'string' && kind.open.includes(side);
    return sql`${isEmpty ? sql`coalesce(${value}, '')` : value} AS ${name(columns[at]?.id ?? column.id)}`;
  });
  const equal = joined(
    pairs.map((pair) => sql`l.${name(pair.left.id)} = r.${name(pair.right.id)}`),
    sql` AND `,
  );
  return {
    kind: 'custom',
    name: `join ${flavor}`,
    inputs: [left, right],
    columns,
    sql: ([l = sql``, r = sql``]) =>
      kind.only === 'right'
        ? sql`SELECT ${list(given)} FROM (${r}) AS r ${kind.words} (${l}) AS l ON ${equal}`
        : sql`SELECT ${list(given)} FROM (${l}) AS l ${kind.words} (${r}) AS r ON ${equal}`,
  };
}

/** The first row of each key, in the order of the rows. */
function oneOfEach(input: Relation, pairs: readonly Pair[]): Relation {
  const keys = list(pairs.map(({ left }) => name(left.id)));
  return {
    kind: 'custom',
    name: 'one row of each key',
    inputs: [input],
    columns: input.columns,
    sql: ([rows = sql``]) => sql`SELECT DISTINCT ON (${keys}) * FROM (${rows})${orderSql(orderOf(input))}`,
  };
}

/** `on a, $left.b == $right.c`. */
function pairsOf(clause: Node, left: Relation, right: Relation, place: Place): readonly Pair[] {
  const pairs = parts(clause, 'Expressions').flatMap((each) => pairOf(each, left, right, place));
  if (pairs.length === 0) place.context.refuse(clause, 'a join on nothing');
  return pairs;
}

function pairOf(node: Node, left: Relation, right: Relation, place: Place): readonly Pair[] {
  const kind = kindOf(node);
  if (kind === 'ParenthesizedExpression') return pairOf(part(node, 'Expression'), left, right, place);
  if (kind === 'AndExpression')
    return [...pairOf(part(node, 'Left'), left, right, place), ...pairOf(part(node, 'Right'), left, right, place)];
  const sides = kind === 'NameReference' ? { left: nameOf(node), right: nameOf(node) } : sidesOf(node);
  const found = {
    left: left.columns.find(({ name }) => name === sides?.left),
    right: right.columns.find(({ name }) => name === sides?.right),
  };
  if (found.left === undefined || found.right === undefined) {
    place.context.refuse(node, 'this condition of a join');
    return [];
  }
  if (found.left.type === 'dynamic' || found.right.type === 'dynamic')
    place.context.refuse(node, 'a join on dynamic values');
  return [{ left: found.left, right: found.right }];
}

/** The names in `$left.a == $right.b`, whichever comes first. */
function sidesOf(node: Node): { readonly left: string; readonly right: string } | undefined {
  if (kindOf(node) !== 'EqualExpression') return undefined;
  const named = new Map(
    [part(node, 'Left'), part(node, 'Right')]
      .filter((each) => kindOf(each) === 'PathExpression')
      .map((each) => [nameOf(part(each, 'Expression')), nameOf(part(each, 'Selector'))]),
  );
  const [left, right] = [named.get('$left'), named.get('$right')];
  return left === undefined || right === undefined ? undefined : { left, right };
}
