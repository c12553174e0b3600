import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import type { Database } from '../../../src/duckdb/database.ts';
import { runPlan } from '../../../src/duckdb/run.ts';
import { lowerQuery } from '../../../src/kql/lower/query.ts';
import { sameCell } from './cells.ts';

const SHARED = fileURLToPath(new URL('../../../../shared/', import.meta.url));

/** A query with the result that a page of the language's reference prints. */
export interface Vector {
  readonly id: string;
  readonly query: string;
  readonly columns: readonly string[];
  readonly parser_columns?: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly types?: readonly string[];
  readonly ordered: boolean;
  readonly kind: string;
  readonly names: readonly string[];
  readonly doubtful?: boolean;
  readonly note?: string;
  readonly why?: readonly string[];
}

/** The lines of a file beside the checkout; undefined if it is absent. */
export function sharedLines<T>(path: string): readonly T[] | undefined {
  if (!existsSync(SHARED + path)) return undefined;
  return readFileSync(SHARED + path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

/** What became of a vector: `refused` carries what was said, `wrong` what is different. */
export type Verdict = { readonly verdict: 'pass' } | { readonly verdict: 'refused' | 'wrong'; readonly detail: string };

export const NOW = Date.UTC(2024, 0, 1);

export async function judge(vector: Vector, database: Database): Promise<Verdict> {
  const { plans, problems } = lowerQuery(new SourceText(vector.id, vector.query), [], NOW);
  const [problem] = problems;
  if (problem !== undefined) {
    if (problem.at === undefined) return { verdict: 'wrong', detail: `refused without a place: ${problem.message}` };
    return { verdict: 'refused', detail: problem.message };
  }
  const plan = plans.at(-1);
  if (plan === undefined) return { verdict: 'wrong', detail: 'no plan and no problem' };
  try {
    const { columns, rows } = await runPlan(database, plan);
    const detail = difference(
      vector,
      columns.map(({ name }) => name),
      rows,
    );
    return detail === undefined ? { verdict: 'pass' } : { verdict: 'wrong', detail };
  } catch (error) {
    return { verdict: 'wrong', detail: `fails when run: ${String(error).slice(0, 300)}` };
  }
}

type Rows = Awaited<ReturnType<typeof runPlan>>['rows'];

/** What differs between a printed table and a result. Columns are compared by name where the page lists them in another order. */
function difference(vector: Vector, names: readonly string[], rows: Rows): string | undefined {
  const expectedNames = vector.parser_columns ?? vector.columns;
  const isSameSet = [...vector.columns].sort().join() === [...expectedNames].sort().join();
  const order = isSameSet
    ? vector.columns.map((name) => expectedNames.indexOf(name))
    : vector.columns.map((_, at) => at);
  const isUnnamed = vector.note?.includes('bare expression') === true;
  if (!isUnnamed && names.join() !== expectedNames.join())
    return `columns ${names.join()}, not ${expectedNames.join()}`;
  if (rows.length !== vector.rows.length) return `${rows.length} rows, not ${vector.rows.length}: ${show(rows)}`;
  const anyOrder = vector.names.some((name) => /^make_set/.test(name));
  const fits = (printed: readonly string[], actual: Rows[number]) =>
    printed.every((cell, at) => {
      const place = order[at] ?? at;
      return sameCell(cell, actual[place] ?? null, vector.types?.[place] ?? 'dynamic', anyOrder);
    });
  const left = [...rows];
  for (const [at, printed] of vector.rows.entries()) {
    const found = vector.ordered
      ? fits(printed, rows[at] ?? [])
        ? 0
        : -1
      : left.findIndex((row) => fits(printed, row));
    if (found < 0) return `no row like ${JSON.stringify(printed)} in ${show(rows)}`;
    if (!vector.ordered) left.splice(found, 1);
  }
  return undefined;
}

function show(rows: Rows): string {
  return JSON.stringify(rows).slice(0, 400);
}
