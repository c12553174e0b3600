import { columnNamed } from '../lower/context.ts';
import { lowerAs, lowerScalar } from '../lower/recurse.ts';
import type { Computed, SortKey } from '../plan.ts';
import { sql } from '../sql.ts';
import { type Node, optional, part, parts, textOf } from '../syntax.ts';
import { boundColumns, computed, expressionOf, givenName, kept, type TabularOperator } from './operator.ts';

export const where: TabularOperator = (node, input, place) => ({
  kind: 'filter',
  input,
  columns: input.columns,
  predicate: lowerAs(part(node, 'Condition'), 'bool', place),
});

/** Columns by position of the expressions: the binder gives the names that are not written. */
export const project: TabularOperator = (node, input, place) => {
  const bound = boundColumns(node);
  const columns = parts(node, 'Expressions').map((each, at) =>
    computed(bound[at]?.name ?? `Column${at + 1}`, each, place),
  );
  return { kind: 'project', input, columns };
};

/** A name that is there is replaced where it stands; others are added. */
export const extend: TabularOperator = (node, input, place) => {
  const expressions = parts(node, 'Expressions');
  const names = namesOfExtension(
    node,
    expressions,
    input.columns.map(({ name }) => name),
  );
  const added = expressions.map((each, at) => computed(names[at] ?? '', each, place));
  const old = input.columns.map((column) => added.findLast(({ name }) => name === column.name) ?? kept(column));
  const fresh = added.filter(
    (each, at) =>
      !input.columns.some(({ name }) => name === each.name) &&
      added.findLastIndex(({ name }) => name === each.name) === at,
  );
  return { kind: 'project', input, columns: [...old, ...fresh] };
};

/** Names as written; the others are the new columns of the binder that no expression names, in their order. */
function namesOfExtension(node: Node, expressions: readonly Node[], before: readonly string[]): readonly string[] {
  const given = expressions.map(givenName);
  const free = boundColumns(node)
    .map(({ name }) => name)
    .filter((name) => !before.includes(name) && !given.includes(name));
  return given.map((name) => name ?? free.shift() ?? '');
}

/** `project-away`, `-keep` and `-reorder` only choose: the binder says which columns are left, in which order. */
export const choose: TabularOperator = (node, input) => ({
  kind: 'project',
  input,
  columns: boundColumns(node).flatMap(({ name }) => input.columns.filter((column) => column.name === name).map(kept)),
});

export const rename: TabularOperator = (node, input, place) => {
  const renamed = new Map(
    parts(node, 'Expressions').map((each) => [
      textOf(expressionOf(each)).replace(/^\[['"]|['"]\]$/g, ''),
      givenName(each),
    ]),
  );
  const columns = input.columns.map((column): Computed => {
    const name = renamed.get(column.name);
    return name === undefined ? kept(column) : { ...place.context.column(name, column.type), sql: kept(column).sql };
  });
  return { kind: 'project', input, columns };
};

export const take: TabularOperator = (node, input, place) => ({
  kind: 'limit',
  input,
  columns: input.columns,
  count: lowerAs(part(node, 'Expression'), 'long', place),
});

export const sort: TabularOperator = (node, input, place) => ({
  kind: 'sort',
  input,
  columns: input.columns,
  keys: parts(node, 'Expressions').map((each) => sortKey(each, place)),
});

export const top: TabularOperator = (node, input, place) => ({
  kind: 'limit',
  columns: input.columns,
  count: lowerAs(part(node, 'Expression'), 'long', place),
  input: { kind: 'sort', input, columns: input.columns, keys: [sortKey(part(node, 'ByExpression'), place)] },
});

/** Descending unless said; nulls last then, and first where it ascends. */
function sortKey(node: Node, place: Parameters<TabularOperator>[2]): SortKey {
  const expression = optional(node, 'Ordering') === undefined ? node : part(node, 'Expression');
  const ordering = optional(node, 'Ordering');
  const text = ordering === undefined ? '' : textOf(ordering);
  const order = /\basc\b/.test(text) ? 'asc' : 'desc';
  const nulls = /nulls\s+first/.test(text)
    ? 'first'
    : /nulls\s+last/.test(text)
      ? 'last'
      : order === 'asc'
        ? 'first'
        : 'last';
  return { sql: lowerScalar(expression, place).sql, order, nulls };
}

export const countRows: TabularOperator = (node, input, place) => {
  const [bound] = boundColumns(node);
  const column = place.context.column(bound?.name ?? 'Count', 'long');
  const one: Computed = { ...column, sql: sql`count(*)` };
  return { kind: 'aggregate', input, keys: [], aggregates: [one], columns: [one] };
};

export const distinct: TabularOperator = (node, input, place) => {
  const bound = boundColumns(node);
  const columns = bound.map(({ name }, at) => {
    const column = columnNamed(place, name);
    if (column !== undefined) return kept(column);
    const expression = parts(node, 'Expressions')[at];
    return expression === undefined ? kept(place.context.column(name, 'string')) : computed(name, expression, place);
  });
  return { kind: 'distinct', columns, input: { kind: 'project', input, columns } };
};

/** What only says how the rows are to be drawn, or that their order is kept. */
export const pass: TabularOperator = (_, input) => input;
