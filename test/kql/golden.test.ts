import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { Database } from '../../src/duckdb/database.ts';
import { runPlan } from '../../src/duckdb/run.ts';
import { aggregates } from '../../src/kql/aggregates/registry.ts';
import { operators } from '../../src/kql/functions/operators.ts';
import { lowerQuery } from '../../src/kql/lower/query.ts';
import { windowFunctions } from '../../src/kql/lower/window-functions.ts';
import { tabular } from '../../src/kql/operators/registry.ts';
import { printPlan } from '../../src/kql/plan.ts';
import { planSql } from '../../src/kql/plan-sql.ts';
import { usedIn } from './used.ts';

/** Queries with their plan, their SQL and what they give. */

const folder = join(import.meta.dirname, '../golden/kql');
const cases = readdirSync(folder).sort();
const queryOf = (name: string) => readFileSync(join(folder, name, 'query.kql'), 'utf8');

let database: Database;
beforeAll(async () => {
  database = await Database.open();
  await database.lock();
});
afterAll(() => database.close());

function expectFile(path: string, content: string): void {
  if (process.env['UPDATE_GOLDEN']) writeFileSync(path, content);
  expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
  expect(content).toBe(readFileSync(path, 'utf8'));
}

describe.each(cases)('%s', (name) => {
  it('has the plan, the SQL and the rows that are written down', async () => {
    const { plans, problems } = lowerQuery(new SourceText(name, queryOf(name)), [], Date.UTC(2024, 0, 1));
    expect(problems).toEqual([]);
    const [plan] = plans;
    if (plan === undefined) throw new Error('no plan');
    const { columns, rows } = await runPlan(database, plan);
    expectFile(join(folder, name, 'plan.txt'), `${printPlan(plan)}\n`);
    expectFile(join(folder, name, 'query.sql'), `${planSql(plan).text}\n`);
    const named = rows.map((row) =>
      JSON.stringify(Object.fromEntries(row.map((cell, at) => [columns[at]?.name, cell]))),
    );
    expectFile(join(folder, name, 'rows.json'), `[\n${named.join(',\n')}\n]\n`);
  });
});

describe('every entry of a registry is in a case', () => {
  const used = new Set(cases.flatMap((name) => usedIn(queryOf(name))));

  it.each([
    ['tabular operators', Object.keys(tabular).filter((kind) => kind !== 'ExternalDataExpression')],
    ['operators between values', Object.keys(operators)],
    ['aggregates', [...Object.keys(aggregates.single), ...Object.keys(aggregates.several)]],
    ['functions of other rows', Object.keys(windowFunctions)],
  ])('%s', (_, names) => {
    expect(names.filter((name) => !used.has(name))).toEqual([]);
  });
});
