import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { Database } from '../../../src/duckdb/database.ts';
import { functions } from '../../../src/kql/functions/registry.ts';
import { lowerQuery } from '../../../src/kql/lower/query.ts';
import { arrayCases } from './cases/arrays.ts';
import { conversionCases } from './cases/conversions.ts';
import { encodingCases } from './cases/encoding.ts';
import { generalCases } from './cases/general.ts';
import { networkCases } from './cases/network.ts';
import { numberCases } from './cases/numbers.ts';
import { REFUSED } from './cases/refused.ts';
import { regexCases } from './cases/regex.ts';
import { seriesCases } from './cases/series.ts';
import { textCases } from './cases/text.ts';
import { timeCases } from './cases/time.ts';
import { evaluate, NOW } from './evaluate.ts';

const ALL = {
  ...arrayCases,
  ...conversionCases,
  ...encodingCases,
  ...generalCases,
  ...networkCases,
  ...numberCases,
  ...regexCases,
  ...seriesCases,
  ...textCases,
  ...timeCases,
};

let database: Database;
beforeAll(async () => {
  database = await Database.open();
});
afterAll(() => database.close());

describe.each(Object.entries(ALL))('%s', (_, cases) => {
  test.each([...cases])('%s = %j', async (expression: string, expected: string | null) => {
    const { type, text } = await evaluate(database, expression);
    expect(type).not.toBe('problem');
    if (type === 'dynamic') expect(json(text)).toEqual(json(expected));
    else expect(text).toBe(expected);
  });
});

/** A text that is no JSON is a string in a dynamic column. */
function json(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return text;
  }
}

test.each(REFUSED)('%s is refused, with its place', (expression) => {
  const query = `print ${expression}`;
  const { plans, problems } = lowerQuery(new SourceText('case.kql', query), [], NOW);
  expect(plans).toEqual([]);
  expect(problems.map(({ code }) => code)).toContain('kql-not-supported');
  expect(problems[0]?.at?.line).toBe(1);
});

test('every function has a case, and no case is about another', () => {
  expect(Object.keys(ALL).sort()).toEqual(Object.keys(functions).sort());
});
