import { SourceText } from '../../../src/diagnostic/source-text.ts';
import type { Database } from '../../../src/duckdb/database.ts';
import { runPlan } from '../../../src/duckdb/run.ts';
import { lowerQuery } from '../../../src/kql/lower/query.ts';

/** The time that `now()` gives in these tests. */
export const NOW = Date.parse('2024-02-29T12:34:56.789Z');

/** The value of an expression as text, null for a null; or what is wrong with it. */
export async function evaluate(database: Database, expression: string): Promise<{ type: string; text: string | null }> {
  const query = `print value = ${expression} | project value, text = tostring(value), isNull = isnull(value)`;
  const { plans, problems } = lowerQuery(new SourceText('case.kql', query), [], NOW);
  const [plan] = plans;
  if (plan === undefined) return { type: 'problem', text: problems.map(({ message }) => message).join('; ') };
  const { columns, rows } = await runPlan(database, plan);
  const [[, text, isNull] = []] = rows;
  return { type: columns[0]?.type ?? '', text: isNull === true ? null : String(text) };
}
