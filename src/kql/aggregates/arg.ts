import type { Place } from '../lower/context.ts';
import { lowerScalar } from '../lower/recurse.ts';
import type { Typed } from '../plan.ts';
import { name as quoted, type Sql, sql } from '../sql.ts';
import { kindOf, type Node, part, parts, resultName } from '../syntax.ts';

/** A column of an aggregate that gives several, under the name that the binder may give another. */
export interface Given extends Typed {
  readonly name: string;
}

export type SeveralColumns = (call: Node, place: Place) => readonly Given[];

/** `arg_max(by, columns…)`: the values of the row where `by` is greatest. With `*` all columns that are no key. */
export const argMax: SeveralColumns = (call, place) => extreme(call, place, true);
export const argMin: SeveralColumns = (call, place) => extreme(call, place, false);

/** The values of some row, all of the same. */
export const takeAny: SeveralColumns = (call, place) =>
  valuesOf(argumentsOf(call), [], place).map(({ sql: value, ...column }) =>
    given(column, sql`first(${wrapped(value)})`),
  );

function extreme(call: Node, place: Place, isMax: boolean): readonly Given[] {
  const [by, ...rest] = argumentsOf(call);
  if (by === undefined) return [];
  const key = { ...lowerScalar(by, place), name: resultName(by) ?? '' };
  if (key.type === 'dynamic') place.context.refuse(by, 'the greatest of dynamic values');
  const pick = (value: Sql): Sql =>
    isMax ? sql`arg_max(${wrapped(value)}, ${key.sql})` : sql`arg_min(${wrapped(value)}, ${key.sql})`;
  const others = valuesOf(rest, [key.name], place);
  return [key, ...others].map(({ sql: value, ...column }) => given(column, pick(value)));
}

function argumentsOf(call: Node): readonly Node[] {
  return parts(part(call, 'ArgumentList'), 'Expressions');
}

/** A star stands for all columns that are neither keys nor among those said before. */
function valuesOf(nodes: readonly Node[], before: readonly string[], place: Place): readonly Given[] {
  return nodes.flatMap((each) => {
    if (kindOf(each) !== 'StarExpression') return [{ ...lowerScalar(each, place), name: resultName(each) ?? '' }];
    const left = place.columns.filter(({ name }) => !before.includes(name) && place.keys?.includes(name) !== true);
    return left.map(({ name, type, id }) => ({ name, type, sql: quoted(id) }));
  });
}

/** Nulls are values of a row as others are. */
function wrapped(value: Sql): Sql {
  return sql`{'v': ${value}}`;
}

function given({ name, type }: Pick<Given, 'name' | 'type'>, picked: Sql): Given {
  const value = sql`(${picked}).v`;
  return { name, type, sql: type === 'string' ? sql`coalesce(${value}, '')` : value };
}
