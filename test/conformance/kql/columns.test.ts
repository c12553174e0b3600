import { expect, test } from 'vitest';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { lowerQuery } from '../../../src/kql/lower/query.ts';
import { NOW, sharedLines } from './vectors.ts';

/** Names and types of result columns that nobody named, as the official parser works them out. */

interface Named {
  readonly id: string;
  readonly query: string;
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

const AT_LEAST = 161;

const vectors = sharedLines<Named>('oracle/kql-columns.jsonl');

if (vectors === undefined) console.log('Columns of results: not run: ../shared absent');

test.runIf(vectors !== undefined)('columns have the names and types that the parser gives', () => {
  const wrong: string[] = [];
  const refused: string[] = [];
  let passed = 0;
  for (const { id, query, columns, types } of vectors ?? []) {
    const { plans, problems } = lowerQuery(new SourceText(id, query), [], NOW);
    const plan = plans.at(-1);
    if (plan === undefined) refused.push(`  ${id}: ${problems[0]?.message} ${query}`);
    else {
      const found = plan.columns.map(({ name, type }) => `${name}: ${type}`).join(', ');
      const expected = columns.map((name, at) => `${name}: ${types[at]}`).join(', ');
      if (found === expected) passed += 1;
      else wrong.push(`${query}: ${found}; not ${expected}`);
    }
  }
  console.log([`${passed} of ${vectors?.length} pass, ${wrong.length} wrong; refused:`, ...refused].join('\n'));
  expect(wrong).toEqual([]);
  expect(passed).toBeGreaterThanOrEqual(AT_LEAST);
});
