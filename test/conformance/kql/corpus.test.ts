import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { Database } from '../../../src/duckdb/database.ts';
import { createEmpty } from '../../../src/duckdb/empty-table.ts';
import { runPlan } from '../../../src/duckdb/run.ts';
import { lowerQuery } from '../../../src/kql/lower/query.ts';
import { schemas } from '../../../src/kql/schema/registry.ts';
import { NOW, sharedLines } from './vectors.ts';

/** Real hunting queries over process and host logs: they become plans, and run on empty tables of the right schema. */

interface Hunting {
  readonly id: string;
  readonly query: string;
}

/** The share that must run, of those that ask for nothing from outside. */
const AT_LEAST = 0.95;

const queries = sharedLines<Hunting>('corpus/kql/process-linux.jsonl');

if (queries === undefined) console.log('Hunting queries: not run: ../shared absent');

describe.runIf(queries !== undefined)('hunting queries over process and host logs', () => {
  let database: Database;
  beforeAll(async () => {
    database = await Database.open();
    for (const schema of schemas) await createEmpty(database, schema);
    await database.lock();
  });
  afterAll(() => database.close());

  test('run on empty tables, or say what is not supported', async () => {
    const failed: string[] = [];
    const refused = new Map<string, number>();
    let ran = 0;
    const own = (queries ?? []).filter(({ query }) => !/\bexternaldata\b/.test(query));
    for (const { id, query } of queries ?? []) {
      const { plans, problems } = lowerQuery(new SourceText(id, query), schemas, NOW);
      const reason = problems[0]?.message;
      if (reason !== undefined) refused.set(reason, (refused.get(reason) ?? 0) + 1);
      else
        try {
          for (const plan of plans) await runPlan(database, plan);
          ran += 1;
        } catch (error) {
          failed.push(`${id}: ${String(error).slice(0, 300)}`);
        }
    }
    const reasons = [...refused].sort(([, a], [, b]) => b - a).map(([reason, times]) => `  ${times} × ${reason}`);
    console.log([`${ran} of ${queries?.length} run, ${failed.length} fail; refused:`, ...reasons].join('\n'));
    expect(failed).toEqual([]);
    expect(ran / own.length).toBeGreaterThanOrEqual(AT_LEAST);
  });
});
