import type { KqlType, Relation, Typed } from '../plan.ts';
import { nestedSql } from '../plan-sql.ts';
import { joined, list, name as quoted, type Sql, sql } from '../sql.ts';
import { type Node, part, parts, resultOf, textOf } from '../syntax.ts';
import { asValue, type Place } from './context.ts';
import { lowerAs, lowerRelation, lowerScalar } from './recurse.ts';
import { convert, typeOf } from './types.ts';

/** `in`, `in~` and their opposites: is a value among values, those of dynamic lists, or the first column of a table? */
export function among(node: Node, outer: Place, isNegated: boolean): Typed {
  const place = asValue(outer);
  const left = part(node, 'Left');
  const isFolded = /^!?in~/.test(textOf(node).slice(textOf(left).length).trimStart());
  const value = lowerScalar(left, place);
  const type = isFolded ? 'string' : comparedAs(value.type, parts(part(node, 'Right'), 'Expressions'));
  const fold = (each: Sql): Sql => (isFolded ? sql`kql_fold(${each})` : each);
  const wanted = fold(convert(value, type));
  const plain: Sql[] = [];
  const tests: Sql[] = [];
  for (const each of parts(part(node, 'Right'), 'Expressions')) {
    if ('columns' in resultOf(each)) tests.push(sql`(${wanted} IN (${firstColumn(each, type, fold, place)}))`);
    else if (typeOf(each) === 'dynamic') tests.push(inList(wanted, lowerScalar(each, place), type, fold));
    else plain.push(fold(convert(lowerScalar(each, place), type)));
  }
  if (plain.length > 0) tests.push(sql`(${wanted} IN (${list(plain)}))`);
  const any = tests.length === 0 ? sql`false` : sql`(${joined(tests, sql` OR `)})`;
  if (outer.isFilter === true && !isNegated) return { sql: any, type: 'bool' };
  const known = sql`coalesce(${any}, false)`;
  return { sql: isNegated ? sql`(NOT ${known})` : known, type: 'bool' };
}

/** A dynamic value is compared as the values are that it is looked for among. */
function comparedAs(type: KqlType, members: readonly Node[]): KqlType {
  if (type !== 'dynamic') return type;
  const [first] = members;
  const found = first === undefined || 'columns' in resultOf(first) ? 'string' : typeOf(first);
  return found === 'dynamic' ? 'string' : found;
}

/** Elements of another type are none that a value is equal to, except that numbers and texts are read. */
function inList(wanted: Sql, { sql: of }: Typed, type: KqlType, fold: (each: Sql) => Sql): Sql {
  return sql`list_contains(list_transform(kql_elements(${of}), x -> ${fold(convert({ sql: sql`x`, type: 'dynamic' }, type))}), ${wanted})`;
}

function firstColumn(node: Node, type: KqlType, fold: (each: Sql) => Sql, place: Place): Sql {
  const relation: Relation = lowerRelation(node, { ...place, columns: [] });
  const [column] = relation.columns;
  if (column === undefined) return sql`SELECT NULL WHERE false`;
  const value = convert({ sql: quoted(column.id), type: column.type }, type);
  return sql`SELECT ${fold(value)} FROM (${nestedSql(relation)})`;
}

/** `has_any` and `has_all`: terms from values, dynamic lists, or the first column of a table. */
export function hasList(node: Node, place: Place, isAll: boolean): Typed {
  const value = lowerAs(part(node, 'Left'), 'string', place);
  const tests = parts(part(node, 'Right'), 'Expressions').map((each) => {
    if (!('columns' in resultOf(each)) && typeOf(each) !== 'dynamic')
      return sql`kql_has(${value}, ${lowerAs(each, 'string', place)})`;
    const terms = 'columns' in resultOf(each) ? columnTexts(each, place) : elementTexts(each, place);
    const has = sql`list_transform(${terms}, x -> kql_has(${value}, x))`;
    return isAll ? sql`coalesce(list_bool_and(${has}), true)` : sql`coalesce(list_bool_or(${has}), false)`;
  });
  if (tests.length === 0) return { sql: isAll ? sql`true` : sql`false`, type: 'bool' };
  return { sql: sql`(${joined(tests, isAll ? sql` AND ` : sql` OR `)})`, type: 'bool' };
}

function elementTexts(node: Node, place: Place): Sql {
  const text = convert({ sql: sql`x`, type: 'dynamic' }, 'string');
  return sql`list_transform(kql_elements(${lowerScalar(node, place).sql}), x -> ${text})`;
}

function columnTexts(node: Node, place: Place): Sql {
  const texts = firstColumn(node, 'string', (each) => each, place);
  return sql`coalesce((SELECT list(t) FROM (${texts}) AS v(t)), [])`;
}
