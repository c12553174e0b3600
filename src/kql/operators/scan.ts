import { type Place, Scope } from '../lower/context.ts';
import { lowerAs } from '../lower/recurse.ts';
import { typeNamed } from '../lower/types.ts';
import type { Column, Rank, Relation, Typed } from '../plan.ts';
import { absent, SQL_TYPES } from '../plan-sql.ts';
import { count, list, name, type Sql, sql } from '../sql.ts';
import { type Node, nameOf, optional, parameterOf, part, parts, textOf } from '../syntax.ts';
import { columnsNamed, type TabularOperator } from './operator.ts';

/** Rows that are gone through at once: what is kept of them grows by the square, the number of such pieces is what takes time. */
const PIECE = 512;

/**
 * Goes through the rows in their order with one step: each row that it holds for is given, with values worked out of the row
 * and of the last one that it held for.
 */
export const scan: TabularOperator = (node, input, place) => {
  const [step, ...others] = parts(node, 'Steps');
  if (step === undefined || others.length > 0) return refused(node, 'a scan of several steps', input, place);
  if (parameterOf(node, 'with_match_id') !== undefined) return refused(node, 'with_match_id', input, place);
  if (optional(node, 'OrderByClause') !== undefined || optional(node, 'PartitionByClause') !== undefined)
    return refused(node, 'a scan with an order or partitions of its own', input, place);
  if (optional(step, 'ScanStepOutput') !== undefined) return refused(step, 'the output of a step', input, place);
  const declared = declarationsOf(node, place);
  const columns = [...input.columns, ...declared.map(({ column }) => column)];
  const state = new State(step, input.columns, columns, place);
  const first = [...input.columns.map(({ type }) => absent(type)), ...declared.map(({ initial }) => initial)];
  return folded(input, columns, place, {
    first: structOf(columns, sql`false`, first),
    row: structOf(columns, sql`true`, [
      ...input.columns.map(({ id }) => name(id)),
      ...first.slice(input.columns.length),
    ]),
    next: state.next(),
  });
};

function refused(node: Node, what: string, input: Relation, { context }: Place): Relation {
  context.refuse(node, what);
  return input;
}

function declarationsOf(node: Node, place: Place): readonly { readonly column: Column; readonly initial: Sql }[] {
  const clause = optional(node, 'DeclareClause');
  if (clause === undefined) return [];
  return parts(clause, 'Declarations').map((each) => {
    const typed = part(each, 'NameAndType');
    const type = typeNamed(textOf(part(typed, 'Type')));
    const [column] = columnsNamed([{ name: nameOf(part(typed, 'Name')), type }], place);
    if (column === undefined) throw new Error('a declaration without a column');
    const value = optional(each, 'DefaultValue');
    const outside: Place = { context: place.context, scope: place.scope, columns: [] };
    return { column, initial: value === undefined ? absent(type) : lowerAs(part(value, 'Value'), type, outside) };
  });
}

/** `x[1]` is the row at hand and `a[-1]` the state before it: what the step makes of both. */
class State {
  readonly #step: Node;
  readonly #columns: readonly Column[];
  readonly #place: Place;

  constructor(step: Node, rowColumns: readonly Column[], columns: readonly Column[], place: Place) {
    const scope = new Scope(place.scope);
    for (const column of rowColumns)
      scope.bind(column.name, { kind: 'scalar', value: { sql: sql`x[1].${name(column.id)}`, type: column.type } });
    const before = new Map(
      columns.map((column): [string, Typed] => [column.name, { sql: kept(column), type: column.type }]),
    );
    scope.bind(nameOf(part(step, 'Name')), { kind: 'row', columns: before });
    this.#step = step;
    this.#columns = columns;
    this.#place = { context: place.context, scope, columns: [] };
  }

  /** Where the step does not hold the state stays, and the row is not given. */
  next(): Sql {
    const holds = lowerAs(part(this.#step, 'Condition'), 'bool', this.#place);
    const assigned = this.#assigned();
    const values = this.#columns.map((column) => assigned.get(column.name) ?? sql`x[1].${name(column.id)}`);
    const stays = structOf(this.#columns, sql`false`, this.#columns.map(kept));
    return sql`CASE WHEN ${holds} THEN ${structOf(this.#columns, sql`true`, values)} ELSE ${stays} END`;
  }

  #assigned(): ReadonlyMap<string, Sql> {
    const clause = optional(this.#step, 'ComputationClause');
    const found = new Map<string, Sql>();
    for (const each of clause === undefined ? [] : parts(clause, 'Assignments')) {
      const called = nameOf(part(each, 'Name'));
      const column = this.#columns.find((one) => one.name === called);
      if (column === undefined) this.#place.context.refuse(each, `an assignment to ${called}`);
      else found.set(called, lowerAs(part(each, 'Expression'), column.type, this.#place));
    }
    return found;
  }
}

function kept({ id }: Column): Sql {
  return sql`a[-1].${name(id)}`;
}

/** Whether the row is given, and the values of all columns. */
function structOf(columns: readonly Column[], isGiven: Sql, values: readonly Sql[]): Sql {
  const fields = columns.map(
    ({ id, type }, at) => sql`${name(id)}: CAST(${values[at] ?? absent(type)} AS ${SQL_TYPES[type]})`,
  );
  return sql`{'given': ${isGiven}, ${list(fields)}}`;
}

interface Fold {
  readonly first: Sql;
  readonly row: Sql;
  readonly next: Sql;
}

/** The rows piece after piece; each piece begins with the last state of the piece before. */
function folded(input: Relation, columns: readonly Column[], place: Place, { first, row, next }: Fold): Relation {
  const rank: Rank = { id: place.context.column('', 'long').id, order: 'asc', nulls: 'first' };
  const numbered: Relation = { kind: 'number', input, columns: input.columns, rank };
  const at = name(rank.id);
  const step = (rows: Sql, begin: Sql) => sql`list_reduce(${rows}, (a, x) -> list_append(a, ${next}), [${begin}])`;
  const given = columns.map(({ id }) => sql`s.${name(id)} AS ${name(id)}`);
  return {
    kind: 'custom',
    name: 'scan',
    inputs: [numbered],
    columns,
    order: [rank],
    sql: ([rows = sql``]) => sql`WITH RECURSIVE pieces AS MATERIALIZED (
  SELECT (${at} - 1) // ${count(PIECE)} AS piece, list([${row}] ORDER BY ${at}) AS rows FROM (${rows}) GROUP BY 1
), states AS (
  SELECT piece, ${step(sql`rows`, first)} AS found FROM pieces WHERE piece = 0
  UNION ALL
  SELECT p.piece, ${step(sql`p.rows`, sql`q.found[-1]`)} FROM states AS q JOIN pieces AS p ON p.piece = q.piece + 1
) SELECT ${list([...given, sql`(piece * ${count(PIECE)} + i) AS ${at}`])}
FROM (SELECT piece, unnest(found[2:]) AS s, unnest(range(len(found) - 1)) AS i FROM states) WHERE s.given`,
  };
}
