import type { Column, Relation } from '../kql/plan.ts';
import { planSql } from '../kql/plan-sql.ts';
import type { Database } from './database.ts';

/** The rows of a plan: values in the order of the columns. Times and whole numbers are text, `dynamic` is JSON as text. */
export interface Result {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | boolean | null;

export async function runPlan(database: Database, plan: Relation): Promise<Result> {
  const reader = await database.connection.runAndReadAll(planSql(plan).text);
  return { columns: plan.columns, rows: reader.getRowsJson() as unknown as Cell[][] };
}
