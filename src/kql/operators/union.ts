import type { Place } from '../lower/context.ts';
import { lowerRelation } from '../lower/recurse.ts';
import type { Column, Computed, Relation } from '../plan.ts';
import { absent } from '../plan-sql.ts';
import { literal } from '../sql.ts';
import { type Bound, kindOf, type Node, nameOf, parameterOf, part, parts } from '../syntax.ts';
import { boundColumns, kept, type TabularOperator, typeNamed } from './operator.ts';

/** Rows of a table, and the name that `withsource` gives them. */
interface Member {
  readonly relation: Relation;
  readonly source: string;
}

export const union: TabularOperator = (node, input, place) => {
  const source = parameterOf(node, 'withsource') ?? parameterOf(node, 'with_source');
  const before: readonly Member[] = input.columns.length === 0 ? [] : [{ relation: input, source: 'union_arg0' }];
  const isFuzzy = parameterOf(node, 'isfuzzy') === 'true';
  const there = parts(node, 'Expressions').filter((each) => !isFuzzy || isKnown(each, place));
  const members = there.flatMap((each, at) => membersOf(each, at + before.length, place));
  return unionOf([...before, ...members], boundColumns(node), source, place);
};

/** Rows of all members under the columns that the binder gives; what a member lacks is absent there. */
export function unionOf(
  members: readonly Member[],
  bound: readonly Bound[],
  source: string | undefined,
  { context }: Place,
): Relation {
  const columns = bound.map(({ name, type }) => context.column(name, typeNamed(type)));
  const inputs = members.map(({ relation, source: own }): Relation => {
    const filled = columns.map((column, at): Computed => {
      const id = context.column(column.name, column.type);
      if (at === 0 && column.name === source) return { ...id, sql: literal(own) };
      const found = relation.columns.find((each) => fits(each, column, columns));
      return { ...id, sql: found === undefined ? absent(column.type) : kept(found).sql };
    });
    return { kind: 'project', input: relation, columns: filled };
  });
  return inputs.length === 0 ? { kind: 'values', columns, rows: [] } : { kind: 'union', inputs, columns };
}

/** Columns of one name and several types stand under `name_type`. */
function fits({ name, type }: Column, column: Column, columns: readonly Column[]): boolean {
  if (type !== column.type) return false;
  if (name === column.name) return true;
  return column.name === `${name}_${type}` && !columns.some((each) => each.name === name && each.type === type);
}

/** Whether a name stands for something: `isfuzzy` leaves out what does not. */
function isKnown(node: Node, { scope, context }: Place): boolean {
  if (kindOf(node) !== 'NameReference' || kindOf(part(node, 'Name')) === 'WildcardedName') return true;
  const name = nameOf(node);
  return scope.find(name) !== undefined || context.tables.some((table) => table.name === name);
}

/** A name with a star stands for all tables that it fits. */
function membersOf(node: Node, at: number, place: Place): readonly Member[] {
  if (kindOf(node) === 'NameReference' && kindOf(part(node, 'Name')) === 'WildcardedName') {
    const pattern = nameOf(node);
    const tables = place.context.tables.filter(
      ({ name, parameters }) => parameters === undefined && isLike(name, pattern),
    );
    if (tables.length === 0) place.context.refuse(node, `${pattern}, which no table fits,`);
    return tables.map(({ name }) => ({ relation: place.context.scan(name), source: name }));
  }
  return [{ relation: lowerRelation(node, { ...place, columns: [] }), source: sourceName(node, at) }];
}

/** Whether a name fits a pattern with stars. */
function isLike(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === first;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let from = first.length;
  for (const each of rest) {
    const found = name.indexOf(each, from);
    if (found < 0 || found + each.length > name.length - last.length) return false;
    from = found + each.length;
  }
  return true;
}

/** The name of a table or function, that of an `as` at the end, or a number. */
function sourceName(node: Node, at: number): string {
  switch (kindOf(node)) {
    case 'NameReference':
    case 'FunctionCallExpression':
      return nameOf(node);
    case 'ParenthesizedExpression':
      return sourceName(part(node, 'Expression'), at);
    case 'PipeExpression':
      return kindOf(part(node, 'Operator')) === 'AsOperator' ? nameOf(part(node, 'Operator')) : `union_arg${at}`;
    default:
      return `union_arg${at}`;
  }
}
