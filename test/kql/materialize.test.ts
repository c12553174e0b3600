import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { Database } from '../../src/duckdb/database.ts';
import { runPlan } from '../../src/duckdb/run.ts';
import { lowerQuery } from '../../src/kql/lower/query.ts';
import { planSql } from '../../src/kql/plan-sql.ts';
import { schemas } from '../../src/kql/schema/registry.ts';

const NUMBERS = 'let N = materialize(range x from 1 to 4 step 1 | where x != 2);\n';

async function asked(text: string): Promise<{ readonly sql: string; readonly rows: readonly unknown[] }> {
  const { plans, problems } = lowerQuery(new SourceText('query', text), schemas, 0);
  expect(problems).toEqual([]);
  const [plan] = plans;
  if (plan === undefined) throw new Error('no plan');
  const database = await Database.open();
  const { rows } = await runPlan(database, plan);
  database.close();
  return { sql: planSql(plan).text, rows };
}

const times = (text: string, part: string): number => text.split(part).length - 1;

describe('what is materialized', () => {
  test('is worked out once, however often it is read, and by what is made from it', async () => {
    const { sql, rows } = await asked(
      `${NUMBERS}let M = materialize(N | join kind=inner (N) on x);\nM | join kind=inner (M) on x | union (N) | count`,
    );
    expect(rows).toEqual([['6']]);
    expect([times(sql, 'AS MATERIALIZED'), times(sql, 'range(')]).toEqual([2, 1]);
  });

  test('is read by expressions too', async () => {
    const { rows } = await asked(
      `${NUMBERS}print n = toscalar(N | summarize sum(x)) | where n - 7 in (N) | extend x = 4 | where x in (N)`,
    );
    expect(rows).toEqual([['8', '4']]);
  });

  test('keeps the order of its rows', async () => {
    const { rows } = await asked(`${NUMBERS}let S = materialize(N | sort by x desc);\nS | take 2`);
    expect(rows).toEqual([['4'], ['3']]);
  });
});
