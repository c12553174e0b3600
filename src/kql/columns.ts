import type { Let, Operator, Query } from './ast.ts';

/**
 * The names of the columns that a query gives, where each table that it asks has those of `table`. What a query stands for
 * under a name is known from its `let`.
 */
export function columnsGiven(query: Query, table: Iterable<string>): ReadonlySet<string> {
  return new Scope([...table], []).columnsOf(query);
}

type Columns = ReadonlySet<string>;

/** The tables' columns, and the queries that have a name. */
class Scope {
  readonly #table: readonly string[];
  readonly #lets: readonly Let[];

  constructor(table: readonly string[], lets: readonly Let[]) {
    this.#table = table;
    this.#lets = lets;
  }

  columnsOf({ lets, source, operators }: Query): Columns {
    const inner = new Scope(this.#table, [...this.#lets, ...lets]);
    // Some operators say all columns there are: then nothing before them needs to be known.
    const last = operators.findLastIndex(({ kind }) => kind === 'project' || kind === 'summarize');
    const before = last < 0 ? inner.#named(source.name) : new Set<string>();
    return operators.slice(Math.max(0, last)).reduce((columns, each) => inner.#behind(each, columns), before);
  }

  /** A `let` sees those before it. */
  #named(name: string): Columns {
    const at = this.#lets.findLastIndex((each) => each.name === name);
    const found = this.#lets[at];
    if (found?.kind !== 'query') return new Set(this.#table);
    return new Scope(this.#table, this.#lets.slice(0, at)).columnsOf(found.query);
  }

  #behind(operator: Operator, before: Columns): Columns {
    switch (operator.kind) {
      case 'where':
      case 'sort':
      case 'serialize':
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
      case 'scan':
        return new Set([...before, ...namesOf(operator.declare)]);
      case 'mv-apply':
        return new Set([...before, ...this.#inEach(operator)]);
      case 'join':
        return operator.flavor === 'leftsemi' || operator.flavor === 'leftanti'
          ? before
          : new Set([...before, ...this.columnsOf(operator.right)]);
      case 'union':
        return new Set([...before, ...operator.of.flatMap((each) => [...this.columnsOf(each)])]);
    }
  }

  #inEach({ item, index, on }: Operator & { kind: 'mv-apply' }): Columns {
    return on.reduce<Columns>((columns, each) => this.#behind(each, columns), new Set([item, index]));
  }
}

function namesOf(columns: readonly { readonly name: string }[]): string[] {
  return columns.map(({ name }) => name);
}
