import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import type { AsimColumns } from '../../src/event/process-event.ts';
import { excludedBy, prepareFilter } from '../../src/exclusions/exclude.ts';
import type { MatchableEvent } from '../../src/match/event-view.ts';
import { explain } from '../../src/match/explain.ts';
import { LINEAGE_MODES, type LineageMode } from '../../src/match/lineage-mode.ts';
import { mapRule, printField } from '../../src/match/mapping.ts';
import { matchRule } from '../../src/match/match.ts';
import { prepareRule } from '../../src/match/prepare.ts';
import type { Expression, PatternPart, SigmaFilter, SigmaRule, Test } from '../../src/sigma/ir.ts';
import { loadSigma } from '../../src/sigma/load.ts';
import { modifiers } from '../../src/sigma/modifiers/registry.ts';
import { printExpression } from '../../src/sigma/print.ts';

/**
 * Each folder of test/golden/sigma holds `rule.yml`, what it becomes (`ir.txt`, `mapped.<lineage>.txt`) and events that
 * match or nearly do. `UPDATE_GOLDEN=1` rewrites the texts, never what the events expect.
 */
const ROOT = new URL('../golden/sigma/', import.meta.url);

interface GoldenEvent {
  readonly expect: boolean;
  readonly why: string;
  /** The modes that it speaks of; all, if it does not say. */
  readonly lineage?: readonly LineageMode[];
  readonly excluded?: boolean;
  readonly columns: Partial<AsimColumns>;
}

const cases = readdirSync(ROOT).sort();
const loaded = new Map(cases.map((name) => [name, load(name)]));

describe.each(cases)('%s', (name) => {
  const { rules, filters } = loaded.get(name) ?? { rules: [], filters: [] };

  test('is one rule', () => expect(rules).toHaveLength(1));
  test('ir.txt', () => golden(name, 'ir.txt', [...rules, ...filters].map((one) => printIr(one)).join('\n')));
  test.each(LINEAGE_MODES)('mapped.%s.txt', (mode) => {
    golden(name, `mapped.${mode}.txt`, [...rules, ...filters].map((one) => printMapped(one, mode)).join('\n'));
  });
  test.each(LINEAGE_MODES)('events, %s', (mode) => {
    const events = readEvents(name).filter(({ lineage }) => lineage?.includes(mode) ?? true);
    for (const rule of rules) for (const event of events) checkEvent(rule, filters, event, mode);
  });
  test('has events that match and events that do not', () => {
    expect(new Set(readEvents(name).map((event) => event.expect))).toEqual(new Set([true, false]));
  });
});

describe('the golden cases hold', () => {
  const expressions = [...loaded.values()]
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => rule.conditions.flatMap(walk));
  const items = expressions.flatMap((node) => (node.kind === 'item' ? [node.item] : []));
  const tests = items.flatMap((item) => item.tests);

  test.each(modifiers.map(({ name }) => name))('the modifier %s', (name) => {
    expect(cases.some((one) => new RegExp(`[|]${name}\\b.*:`).test(readRule(one)))).toBe(true);
  });
  test.each(keysOf<Expression['kind']>({ and: 1, or: 1, not: 1, selection: 1, item: 1 }))('the node %s', (kind) => {
    expect(expressions.some((node) => node.kind === kind)).toBe(true);
  });
  test.each(
    keysOf<Test['kind']>({
      string: 1,
      number: 1,
      regex: 1,
      cidr: 1,
      null: 1,
      exists: 1,
      compare: 1,
      time: 1,
      fieldref: 1,
      variants: 1,
    }),
  )('the test %s', (kind) => {
    expect(tests.some((one) => one.kind === kind)).toBe(true);
  });
  test.each(keysOf<PatternPart['kind']>({ literal: 1, many: 1, one: 1 }))('the pattern part %s', (kind) => {
    const parts = tests.flatMap((one) => (one.kind === 'string' ? one.pattern : []));
    expect(parts.some((part) => part.kind === kind)).toBe(true);
  });
});

function load(name: string): { rules: readonly SigmaRule[]; filters: readonly SigmaFilter[] } {
  return loadSigma([new SourceText('rule.yml', readRule(name))], { placeholders: readPlaceholders(name) });
}

function readRule(name: string): string {
  return readFileSync(new URL(`${name}/rule.yml`, ROOT), 'utf8');
}

/** What a case gives for the placeholders of its rule. */
function readPlaceholders(name: string): ReadonlyMap<string, readonly string[]> {
  const url = new URL(`${name}/placeholders.json`, ROOT);
  if (!existsSync(url)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(url, 'utf8')) as Record<string, readonly string[]>));
}

function readEvents(name: string): GoldenEvent[] {
  const text = readFileSync(new URL(`${name}/events.ndjson`, ROOT), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as GoldenEvent);
}

function checkEvent(rule: SigmaRule, filters: readonly SigmaFilter[], golden: GoldenEvent, mode: LineageMode): void {
  const { mapped, diagnostics } = mapRule(rule, mode);
  expect(diagnostics).toEqual([]);
  if (mapped === undefined) return;
  const prepared = prepareRule(mapped);
  const event = { columns: { AdditionalFields: {}, ...golden.columns } } as MatchableEvent;
  const about = `${golden.why}: ${JSON.stringify(golden.columns)}`;
  expect(matchRule(prepared, event) !== null, about).toBe(golden.expect);
  expect(explain(prepared, event).matches, about).toBe(golden.expect);
  if (golden.excluded === undefined) return;
  const ready = filters.flatMap((filter) => prepareFilter(filter, mode).prepared ?? []);
  expect(excludedBy(ready, event) !== null, about).toBe(golden.excluded);
}

function conditionsOf(one: SigmaRule | SigmaFilter): readonly Expression[] {
  return one.kind === 'rule' ? one.conditions : [one.condition];
}

function printIr(one: SigmaRule | SigmaFilter): string {
  const head = one.kind === 'rule' ? `rule ${one.id} ${one.level}` : `filter ${one.id} for ${one.rules}`;
  const bodies = conditionsOf(one).map(
    (condition) => `condition\n${printExpression(condition, (field) => field, '  ')}`,
  );
  return `${head}\n${bodies.join('\n')}\n`;
}

function printMapped(one: SigmaRule | SigmaFilter, mode: LineageMode): string {
  const conditions =
    one.kind === 'rule' ? mapRule(one, mode).mapped?.conditions : [prepareFilter(one, mode).prepared?.condition];
  const bodies = (conditions ?? []).flatMap((condition) =>
    condition === undefined ? [] : [`condition\n${printExpression(condition, printField, '  ')}`],
  );
  return `${one.kind} ${one.id}\n${bodies.join('\n')}\n`;
}

function golden(name: string, file: string, actual: string): void {
  const url = new URL(`${name}/${file}`, ROOT);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(url, actual);
  expect(existsSync(url), `${file} is missing: run with UPDATE_GOLDEN=1`).toBe(true);
  expect(actual).toBe(readFileSync(url, 'utf8'));
}

function walk(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return [expression, ...expression.of.flatMap(walk)];
    case 'not':
    case 'selection':
      return [expression, ...walk(expression.of)];
    case 'item':
      return [expression];
  }
}

function keysOf<K extends string>(all: Record<K, 1>): K[] {
  return Object.keys(all) as K[];
}
