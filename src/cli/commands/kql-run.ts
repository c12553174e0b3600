import { readFileSync } from 'node:fs';
import { report } from '../../diagnostic/diagnostic.ts';
import { SourceText } from '../../diagnostic/source-text.ts';
import type { Database } from '../../duckdb/database.ts';
import { runPlan } from '../../duckdb/run.ts';
import { isTooDeep } from '../../kql/analyse/depth.ts';
import { lowerQuery } from '../../kql/lower/query.ts';
import type { Relation } from '../../kql/plan.ts';
import { presentCell } from '../../kql/present.ts';
import type { TableSchema } from '../../kql/schema/table.ts';
import type { RowSet } from '../../sinks/rows/row-sink.ts';
import type { Problems } from '../problems.ts';

export interface Limits {
  /** Seconds. */
  readonly timeout: number;
  readonly maxRows: number;
}

/** Longer queries are refused before they are parsed. */
const MAX_LENGTH = 1_000_000;

/** A query that can be run. */
export interface Lowered {
  readonly text: string;
  readonly plans: readonly Relation[];
}

/** A query as the command line gives it, over these tables; undefined, with problems, if it cannot be run. */
export function loweredQuery(given: string, tables: readonly TableSchema[], problems: Problems): Lowered | undefined {
  const source = querySource(given, problems);
  if (source === undefined) return undefined;
  const { text } = source;
  if (text.length > MAX_LENGTH)
    problems.add(report('query-too-long', undefined, { length: text.length, limit: MAX_LENGTH }));
  else if (text.trim() === '') problems.add(report('query-empty', undefined, {}));
  else if (isTooDeep(text)) problems.add(report('query-too-deep', undefined, {}));
  else {
    const plans = plansOf(source, tables, problems);
    return plans === undefined ? undefined : { text, plans };
  }
  return undefined;
}

function plansOf(
  source: SourceText,
  tables: readonly TableSchema[],
  problems: Problems,
): readonly Relation[] | undefined {
  try {
    const { plans, problems: found } = lowerQuery(source, tables, Date.now());
    problems.addAll(found);
    if (plans.length === 0 && found.length === 0) problems.add(report('query-empty', undefined, {}));
    return plans.length === 0 ? undefined : plans;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.add(report('query-too-deep', undefined, {}));
    return undefined;
  }
}

function querySource(given: string, problems: Problems): SourceText | undefined {
  if (given !== '-' && !given.startsWith('@')) return new SourceText('query', given);
  const path = given === '-' ? '/dev/stdin' : given.slice(1);
  try {
    return new SourceText(path, readFileSync(given === '-' ? 0 : path, 'utf8'));
  } catch (error) {
    problems.add(report('query-unreadable', undefined, { path, reason: (error as Error).message }));
    return undefined;
  }
}

/** The rows of a plan; undefined, with a problem, if it took too long or could not be run. */
export async function answer(
  database: Database,
  plan: Relation,
  { timeout, maxRows }: Limits,
  problems: Problems,
): Promise<RowSet | undefined> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    database.connection.interrupt();
  }, timeout * 1000);
  try {
    const { columns, rows } = await runPlan(database, plan);
    if (rows.length > maxRows) problems.add(report('query-rows-cut', undefined, { limit: maxRows }));
    const shown = rows.slice(0, maxRows);
    return {
      columns,
      rows: shown.map((row) => row.map((cell, at) => presentCell(columns[at]?.type ?? 'string', cell))),
    };
  } catch (error) {
    problems.add(isLate ? report('query-timeout', undefined, { seconds: timeout }) : failure(error));
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

function failure(error: unknown) {
  return report('query-failed', undefined, { reason: error instanceof Error ? error.message : String(error) });
}
