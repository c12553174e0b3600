import type { KqlType, Typed } from '../plan.ts';
import { nestedSql, orderBy } from '../plan-sql.ts';
import { literal, name as quoted, sql } from '../sql.ts';
import { kindOf, type Node, nameOf, part, resultOf } from '../syntax.ts';
import { among, hasList } from './among.ts';
import type { Place } from './context.ts';
import { jsonOfLiteral } from './dynamic-literal.ts';
import { lowerRelation, lowerScalar } from './recurse.ts';
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
  PathExpression: (node, place) =>
    kindOf(part(node, 'Selector')) === 'BracketedExpression'
      ? element(node, place)
      : (ofRow(node, place) ?? member(node, literal(nameOf(part(node, 'Selector'))), place)),
  ElementExpression: (node, place) => element(node, place),
  UnaryMinusExpression: (node, place) => {
    const { sql: value, type } = lowerScalar(part(node, 'Expression'), place);
    if (type === 'dynamic') return place.context.refuse(node, 'the negative of a dynamic value', type);
    return { sql: sql`(-${value})`, type };
  },
  UnaryPlusExpression: (node, place) => lowerScalar(part(node, 'Expression'), place),
  BetweenExpression: (node, place) => between(node, place, false),
  NotBetweenExpression: (node, place) => between(node, place, true),
  InExpression: (node, place) => among(node, place, false),
  InCsExpression: (node, place) => among(node, place, false),
  NotInExpression: (node, place) => among(node, place, true),
  NotInCsExpression: (node, place) => among(node, place, true),
  HasAnyExpression: (node, place) => hasList(node, place, false),
  HasAllExpression: (node, place) => hasList(node, place, true),
  /** Functions that take a type read it from the node. */
  TypeOfLiteralExpression: () => ({ sql: sql`NULL`, type: 'dynamic' }),
  ToScalarExpression: (node, place) => toScalar(node, place),
};

function dynamicLiteral(node: Node, place: Place): Typed {
  const json = jsonOfLiteral(node);
  if (json === undefined) return place.context.refuse(node, 'this dynamic literal', 'dynamic');
  return { sql: json === 'null' ? sql`NULL::JSON` : sql`${literal(json)}::JSON`, type: 'dynamic' };
}

/** A column of a row that has a name. */
function ofRow(node: Node, { scope }: Place): Typed | undefined {
  const of = part(node, 'Expression');
  const binding = kindOf(of) === 'NameReference' ? scope.find(nameOf(of)) : undefined;
  return binding?.kind === 'row' ? binding.columns.get(nameOf(part(node, 'Selector'))) : undefined;
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

/** Both ends belong to the range; the second may be the length of a time. */
function between(node: Node, place: Place, isNegated: boolean): Typed {
  const range = part(node, 'Right');
  const value = lowerScalar(part(node, 'Left'), place);
  const ends = [part(range, 'First'), part(range, 'Second')].map((each) => lowerScalar(each, place));
  const type = comparedType(value.type, ends);
  const [low = sql`NULL`, high = sql`NULL`] = ends.map((end) =>
    convert(end, end.type === 'timespan' ? 'timespan' : type),
  );
  const isLength = type === 'datetime' && ends[1]?.type === 'timespan';
  const last = isLength ? sql`${low} + to_microseconds(${high} // 10)` : high;
  const inside = sql`(${convert(value, type)} BETWEEN ${low} AND ${last})`;
  return { sql: isNegated ? sql`(NOT ${inside})` : inside, type: 'bool' };
}

/** Numbers are compared as the type that holds all of them; a dynamic value as its bounds are. */
function comparedType(type: KqlType, ends: readonly Typed[]): KqlType {
  const types = [type, ...ends.map((end) => end.type)];
  if (type === 'dynamic') return ends[0]?.type ?? 'long';
  for (const wide of ['real', 'decimal', 'long'] as const)
    if (types.includes(wide) && types.every((each) => ['int', 'long', 'real', 'decimal'].includes(each))) return wide;
  return type;
}

function toScalar(node: Node, place: Place): Typed {
  const inner = part(node, 'Expression');
  const type = typeOf(node);
  if (!('columns' in resultOf(inner))) return lowerScalar(inner, place);
  const relation = lowerRelation(inner, { ...place, columns: [] });
  const [column] = relation.columns;
  if (column === undefined) return place.context.refuse(node, 'toscalar of a table without columns', type);
  return {
    sql: sql`(SELECT ${quoted(column.id)} FROM (${nestedSql(relation)})${orderBy(relation)} LIMIT 1)`,
    type: column.type,
  };
}
