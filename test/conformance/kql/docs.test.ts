import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Database } from '../../../src/duckdb/database.ts';
import { judge, sharedLines, type Vector } from './vectors.ts';

/** Queries of the language's public reference, run here: the printed result comes out, or the query is refused. */

/** How many pass at least; raise them as more do. */
const AT_LEAST: Readonly<Record<string, number>> = {
  operator: 95,
  aggregation: 17,
  type: 22,
  'scalar-function': 232,
};

const vectors = sharedLines<Vector>('oracle/kql-docs.jsonl')?.filter(isComparable);

if (vectors === undefined) console.log('Queries of the reference: not run: ../shared absent');

function isComparable({ doubtful, why }: Vector): boolean {
  return doubtful !== true || why?.join() === 'column name';
}

describe.runIf(vectors !== undefined)('queries of the reference', () => {
  let database: Database;
  beforeAll(async () => {
    database = await Database.open();
  });
  afterAll(() => database.close());

  test.each(Object.entries(AT_LEAST))('%s: none is answered wrongly', async (kind, atLeast) => {
    const wrong: string[] = [];
    const refused = new Map<string, number>();
    let passed = 0;
    const chosen = (vectors ?? []).filter((each) => each.kind === kind);
    for (const vector of chosen) {
      const result = await judge(vector, database);
      if (result.verdict === 'pass') passed += 1;
      else if (result.verdict === 'wrong') wrong.push(`${vector.id}: ${result.detail}`);
      else refused.set(result.detail, (refused.get(result.detail) ?? 0) + 1);
    }
    const reasons = [...refused].sort(([, a], [, b]) => b - a).map(([reason, times]) => `  ${times} × ${reason}`);
    console.log(
      [`${kind}: ${passed} of ${chosen.length} pass, ${wrong.length} wrong; refused:`, ...reasons].join('\n'),
    );
    expect(wrong).toEqual([]);
    expect(passed).toBeGreaterThanOrEqual(atLeast);
  });
});
