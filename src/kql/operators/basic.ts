import { lowerAs } from '../lower/recurse.ts';
import type { Column, Computed } from '../plan.ts';
import { sql } from '../sql.ts';
import { kindOf, type Node, nameOf, part, parts, resultName } from '../syntax.ts';
import {
  boundColumns,
  computed,
  expressionOf,
  givenName,
  kept,
  replaced,
  type TabularOperator,
  withWindows,
} from './operator.ts';

export const where: TabularOperator = (node, input, place) => {
  const { inner, rows } = withWindows(input, place);
  const predicate = lowerAs(part(node, 'Condition'), 'bool', { ...inner, isFilter: true });
  return { kind: 'filter', input: rows(), columns: input.columns, predicate };
};

/** Columns by position of the expressions: the binder gives the names that are not written. */
export const project: TabularOperator = (node, input, place) => {
  const bound = boundColumns(node);
  const { inner, rows } = withWindows(input, place);
  const columns = parts(node, 'Expressions').map((each, at) =>
    computed(bound[at]?.name ?? `Column${at + 1}`, each, inner),
  );
  return { kind: 'project', input: rows(), columns };
};

/** A name that is there is replaced where it stands; others are added. */
export const extend: TabularOperator = (node, input, place) => {
  const expressions = parts(node, 'Expressions');
  const names = namesOfExtension(node, expressions, input.columns);
  const { inner, rows } = withWindows(input, place);
  const added = expressions.map((each, at) => computed(names[at] ?? '', each, inner));
  return { kind: 'project', input: rows(), columns: replaced(input.columns, added) };
};

/** Names as written or as the binder makes them of an expression; those that it numbers are its new columns, in their order. */
function namesOfExtension(node: Node, expressions: readonly Node[], before: readonly Column[]): readonly string[] {
  const known = expressions.map((each) => givenName(each) ?? resultName(each));
  const free = boundColumns(node)
    .map(({ name }) => name)
    .filter((name) => !before.some((column) => column.name === name) && !known.includes(name));
  return known.map((name) => name ?? free.shift() ?? '');
}

/** `serialize` keeps the order, and may add columns. */
export const serialize: TabularOperator = (node, input, place) =>
  parts(node, 'Expressions').length === 0 ? input : extend(node, input, place);

/** `project-away`, `-keep` and `-reorder` only choose: the binder says which columns are left, in which order. */
export const choose: TabularOperator = (node, input) => ({
  kind: 'project',
  input,
  columns: boundColumns(node).flatMap(({ name }) => input.columns.filter((column) => column.name === name).map(kept)),
});

export const rename: TabularOperator = (node, input, place) => {
  const renamed = new Map(parts(node, 'Expressions').map((each) => [nameOf(expressionOf(each)), givenName(each)]));
  const columns = input.columns.map((column): Computed => {
    const name = renamed.get(column.name);
    return name === undefined ? kept(column) : { ...place.context.column(name, column.type), sql: kept(column).sql };
  });
  return { kind: 'project', input, columns };
};

export const countRows: TabularOperator = (node, input, place) => {
  const [bound] = boundColumns(node);
  const column = place.context.column(bound?.name ?? 'Count', 'long');
  const one: Computed = { ...column, sql: sql`count(*)` };
  return { kind: 'aggregate', input, keys: [], aggregates: [one], columns: [one] };
};

export const distinct: TabularOperator = (node, input, place) => {
  const bound = boundColumns(node);
  const expressions = parts(node, 'Expressions');
  const isAll = expressions.some((each) => kindOf(each) === 'StarExpression');
  const columns = isAll
    ? input.columns.map(kept)
    : expressions.map((each, at) => computed(bound[at]?.name ?? `Column${at + 1}`, each, place));
  return { kind: 'distinct', columns, input: { kind: 'project', input, columns } };
};

/** What only says how the rows are to be drawn, or under which name they are known. */
export const pass: TabularOperator = (_, input) => input;
