import type { Typed } from '../plan.ts';
import { orderBy, relationSql } from '../plan-sql.ts';
import { literal, name as quoted, sql } from '../sql.ts';
import { kindOf, type Node, nameOf, part, parts, resultOf, textOf } from '../syntax.ts';
import type { Place } from './context.ts';
import { jsonOfLiteral } from './dynamic-literal.ts';
import { lowerAs, lowerRelation, lowerScalar } from './recurse.ts';
import { convert, typeOf } from './types.ts';

/** Forms of expressions that are neither literals, names, calls nor plain operators; undefined for all else. */
export function lowerSpecial(kind: string, node: Node, place: Place): Typed | undefined {
  return FORMS[kind]?.(node, place);
}

const FORMS: Readonly<Record<string, (node: Node, place: Place) => Typed>> = {
  ParenthesizedExpression: (node, place) => lowerScalar(part(node, 'Expression'), place),
  SimpleNamedExpression: (node, place) => lowerScalar(part(node, 'Expression'), place),
  DynamicExpression: (node, place) => dynamicLiteral(node, place),
  JsonArrayExpression: (node, place) => dynamicLiteral(node, place),
  JsonObjectExpression: (node, place) => dynamicLiteral(node, place),
  PathExpression: (node, place) => member(node, literal(nameOf(part(node, 'Selector'))), place),
  ElementExpression: (node, place) => element(node, place),
  UnaryMinusExpression: (node, place) => {
    const { sql: value, type } = lowerScalar(part(node, 'Expression'), place);
    return { sql: sql`(-${value})`, type };
  },
  UnaryPlusExpression: (node, place) => lowerScalar(part(node, 'Expression'), place),
  BetweenExpression: (node, place) => between(node, place, false),
  NotBetweenExpression: (node, place) => between(node, place, true),
  InExpression: (node, place) => among(node, place, false, false),
  InCsExpression: (node, place) => among(node, place, false, false),
  NotInExpression: (node, place) => among(node, place, true, false),
  NotInCsExpression: (node, place) => among(node, place, true, false),
  HasAnyExpression: (node, place) => hasList(node, place, 'kql_has', 'OR'),
  HasAllExpression: (node, place) => hasList(node, place, 'kql_has', 'AND'),
  /** Functions that take a type read it from the node. */
  TypeOfLiteralExpression: () => ({ sql: sql`NULL`, type: 'dynamic' }),
  ToScalarExpression: (node, place) => toScalar(node, place),
};

function dynamicLiteral(node: Node, place: Place): Typed {
  const json = jsonOfLiteral(node);
  if (json === undefined) return place.context.refuse(node, 'this dynamic literal', 'dynamic');
  return { sql: json === 'null' ? sql`NULL::JSON` : sql`${literal(json)}::JSON`, type: 'dynamic' };
}

function member(node: Node, key: ReturnType<typeof literal>, place: Place): Typed {
  const of = lowerScalar(part(node, 'Expression'), place);
  return { sql: sql`kql_member(${convert(of, 'dynamic')}, ${key})`, type: 'dynamic' };
}

/** `a[0]`, `a["b"]`, `a[-1]`. */
function element(node: Node, place: Place): Typed {
  const selector = part(node, 'Selector');
  const inner = kindOf(selector) === 'BracketedExpression' ? part(selector, 'Expression') : selector;
  const key = lowerScalar(inner, place);
  if (key.type === 'string') return member(node, key.sql, place);
  const of = convert(lowerScalar(part(node, 'Expression'), place), 'dynamic');
  return { sql: sql`kql_item(${of}, ${convert(key, 'long')})`, type: 'dynamic' };
}

function between(node: Node, place: Place, isNegated: boolean): Typed {
  const range = part(node, 'Right');
  const value = lowerScalar(part(node, 'Left'), place);
  const first = lowerScalar(part(range, 'First'), place);
  const second = lowerScalar(part(range, 'Second'), place);
  const low = convert(first, value.type);
  const high =
    value.type === 'datetime' && second.type === 'timespan'
      ? sql`${low} + to_microseconds(${second.sql} // 10)`
      : convert(second, value.type);
  const inside = sql`(${value.sql} BETWEEN ${low} AND ${high})`;
  return { sql: isNegated ? sql`(NOT ${inside})` : inside, type: 'bool' };
}

/** The list of an `in`: values, one dynamic list, or the first column of a table. */
function among(node: Node, place: Place, isNegated: boolean, _: boolean): Typed {
  const isFolded =
    textOf(node)
      .slice(textOf(part(node, 'Left')).length)
      .trimStart()
      .match(/^!?in~/) !== null;
  const value = lowerScalar(part(node, 'Left'), place);
  const members = parts(part(node, 'Right'), 'Expressions');
  const compared = isFolded ? sql`kql_fold(${convert(value, 'string')})` : value.sql;
  const wrap = (each: ReturnType<typeof literal>) => (isFolded ? sql`kql_fold(${each})` : each);
  const tests = members.map((each) => {
    if ('columns' in resultOf(each)) {
      const relation = lowerRelation(each, place);
      const [column] = relation.columns;
      if (column === undefined) return sql`false`;
      return sql`(${compared} IN (SELECT ${wrap(sql`CAST(${quoted(column.id)} AS ${typeSql(value)})`)} FROM (${relationSql(relation)})))`;
    }
    const item = lowerScalar(each, place);
    if (item.type === 'dynamic')
      return sql`list_contains(list_transform(kql_texts(${item.sql}), x -> ${wrap(sql`x`)}), ${isFolded ? compared : convert(value, 'string')})`;
    return sql`(${compared} = ${wrap(convert(item, value.type))})`;
  });
  const any = tests.length === 0 ? sql`false` : sql`(${tests.reduce((all, one) => sql`${all} OR ${one}`)})`;
  return { sql: isNegated ? sql`(NOT ${any})` : any, type: 'bool' };
}

function typeSql({ type }: Typed) {
  return type === 'string'
    ? sql`VARCHAR`
    : type === 'long'
      ? sql`BIGINT`
      : type === 'int'
        ? sql`INTEGER`
        : type === 'real'
          ? sql`DOUBLE`
          : type === 'datetime'
            ? sql`TIMESTAMP`
            : sql`VARCHAR`;
}

function hasList(node: Node, place: Place, test: 'kql_has', joiner: 'AND' | 'OR'): Typed {
  const value = lowerAs(part(node, 'Left'), 'string', place);
  const members = parts(part(node, 'Right'), 'Expressions');
  const [only] = members;
  if (members.length === 1 && only !== undefined && typeOf(only) === 'dynamic') {
    const all = lowerScalar(only, place);
    const tests = sql`list_transform(kql_texts(${all.sql}), x -> ${quoted(test)}(${value}, x))`;
    return {
      sql:
        joiner === 'OR' ? sql`coalesce(list_bool_or(${tests}), false)` : sql`coalesce(list_bool_and(${tests}), true)`,
      type: 'bool',
    };
  }
  if (members.some((each) => 'columns' in resultOf(each)))
    return place.context.refuse(node, 'a table as the list', 'bool');
  const tests = members.map((each) => sql`${quoted(test)}(${value}, ${lowerAs(each, 'string', place)})`);
  return {
    sql: sql`(${tests.reduce((all, one) => (joiner === 'OR' ? sql`${all} OR ${one}` : sql`${all} AND ${one}`), sql`${joiner === 'OR' ? sql`false` : sql`true`}`)})`,
    type: 'bool',
  };
}

function toScalar(node: Node, place: Place): Typed {
  const inner = part(node, 'Expression');
  const type = typeOf(node);
  if (!('columns' in resultOf(inner))) return lowerScalar(inner, place);
  const relation = lowerRelation(inner, { ...place, columns: [] });
  const [column] = relation.columns;
  if (column === undefined) return place.context.refuse(node, 'toscalar of a table without columns', type);
  return {
    sql: sql`(SELECT ${quoted(column.id)} FROM (${relationSql(relation)})${orderBy(relation)} LIMIT 1)`,
    type: column.type,
  };
}
