import type { Operator, Query } from './ast.ts';

/**
 * The names of the columns that a query gives, of those that its table has. What a nested query is over is not known
 * here: of a join and a union only the columns of this side count.
 */
export function columnsGiven(query: Query, table: Iterable<string>): ReadonlySet<string> {
  const named = query.lets.find(({ name }) => name === query.source.name);
  let columns: ReadonlySet<string> = named?.kind === 'query' ? columnsGiven(named.query, table) : new Set(table);
  for (const operator of query.operators) columns = behind(operator, columns);
  return columns;
}

function behind(operator: Operator, before: ReadonlySet<string>): ReadonlySet<string> {
  switch (operator.kind) {
    case 'where':
    case 'sort':
    case 'serialize':
    case 'join':
    case 'union':
      return before;
    case 'extend':
      return new Set([...before, ...namesOf(operator.columns)]);
    case 'project':
      return new Set(namesOf(operator.columns));
    case 'project-away':
      return new Set([...before].filter((name) => !operator.names.includes(name)));
    case 'summarize':
      return new Set([...namesOf(operator.by), ...namesOf(operator.columns)]);
    case 'mv-expand':
      return new Set([...before, operator.item]);
    case 'mv-apply':
      return new Set([...before, ...inEach(operator)]);
  }
}

function inEach({ item, index, on }: Operator & { kind: 'mv-apply' }): ReadonlySet<string> {
  return on.reduce<ReadonlySet<string>>((columns, each) => behind(each, columns), new Set([item, index]));
}

function namesOf(columns: readonly { readonly name: string }[]): string[] {
  return columns.map(({ name }) => name);
}
