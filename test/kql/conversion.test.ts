import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convertRule } from '../../src/backends/convert.ts';
import type { ConvertOptions } from '../../src/backends/options.ts';
import { sentinelAsim } from '../../src/backends/targets/sentinel-asim.ts';
import type { AsimColumns } from '../../src/event/process-event.ts';
import { excludedBy, prepareFilter } from '../../src/exclusions/exclude.ts';
import type { Json, Query } from '../../src/kql/ast.ts';
import { imProcessCreate } from '../../src/kql/schema/asim-process.ts';
import type { MatchableEvent } from '../../src/match/event-view.ts';
import { LINEAGE_MODES, type LineageMode } from '../../src/match/lineage-mode.ts';
import { mapRule } from '../../src/match/mapping.ts';
import { matchRule } from '../../src/match/match.ts';
import { prepareRule } from '../../src/match/prepare.ts';
import type { SigmaFilter, SigmaRule } from '../../src/sigma/ir.ts';
import { loadSigma } from '../../src/sigma/load.ts';
import { sourcesOf } from '../differential/compare.ts';
import { event, filterText, ruleText } from '../differential/generate.ts';
import { eventsNear, randomOf } from '../differential/near.ts';
import { asTableHasIt, withoutHalves } from './as-table.ts';
import type { Row } from './evaluate-scalar.ts';
import { rowsOf } from './run-query.ts';
import { datetime, dynamic, string, type Value } from './value.ts';

/** Rules whose conversion is refused say so; of all others the query must mean what the matcher does. */
test('a query keeps the rows of the events that the matcher finds', () => {
  const total = { pairs: 0, found: 0, converted: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.array(ruleText, { minLength: 4, maxLength: 8 }),
      fc.array(filterText, { maxLength: 1 }),
      fc.array(event, { minLength: 8, maxLength: 16 }),
      fc.constantFrom(...LINEAGE_MODES),
      fc.boolean(),
      fc.nat(),
      (texts, filterTexts, events, lineage, optimize, seed) => {
        const { rules, filters } = loadSigma(sourcesOf([...texts, ...filterTexts].map(withoutHalves)));
        for (const rule of rules) {
          const options: ConvertOptions = { target: sentinelAsim, lineage, optimize, builtInParser: false };
          const { conversion, diagnostics } = convertRule(rule, filters, options);
          if (conversion === undefined) {
            total.refused += 1;
            expect(diagnostics.some(({ severity, at }) => severity === 'error' && at?.line !== undefined)).toBe(true);
            continue;
          }
          total.converted += 1;
          const matcher = matcherOf(rule, filters, lineage);
          for (const each of [...events, ...eventsNear(matcher.prepared, randomOf(seed), 1, 2)].map(asTableHasIt)) {
            const wanted = matcher.matches(each);
            total.pairs += 1;
            total.found += wanted ? 1 : 0;
            const context = () => `${rule.path} ${JSON.stringify({ texts, filterTexts, lineage, optimize, each })}`;
            if (keeps(conversion.query, each) !== wanted) throw new Error(`matcher: ${wanted}, of ${context()}`);
          }
        }
      },
    ),
    { numRuns: 900, endOnFailure: process.env['SHRINK'] === undefined },
  );
  console.log(`conversion: ${JSON.stringify(total)}`);
  expect(total.pairs).toBeGreaterThan(30_000);
  expect(total.found).toBeGreaterThan(total.pairs / 100);
  expect(total.converted).toBeGreaterThan(total.refused * 0.7);
});

function keeps(query: Query, { columns }: MatchableEvent): boolean {
  return rowsOf(query, rowOf(columns)).length === 1;
}

function matcherOf(rule: SigmaRule, filters: readonly SigmaFilter[], lineage: LineageMode) {
  const { mapped } = mapRule(rule, lineage);
  if (mapped === undefined) throw new Error('a rule is converted that is not mapped');
  const prepared = prepareRule(mapped);
  const exclusions = filters.flatMap((filter) => prepareFilter(filter, lineage).prepared ?? []);
  const matches = (each: MatchableEvent): boolean =>
    matchRule(prepared, each) !== null && excludedBy(exclusions, each) === null;
  return { prepared, matches };
}

function rowOf(columns: AsimColumns): Row {
  const row: [string, Value][] = Object.entries(imProcessCreate.columns).map(([name, type]) => {
    const value = (columns as unknown as Readonly<Record<string, unknown>>)[name];
    if (type === 'datetime') return [name, datetime(typeof value === 'string' ? Date.parse(value) : null)];
    if (type === 'dynamic') return [name, dynamic((value ?? null) as Json)];
    return [name, type === 'string' ? string(typeof value === 'string' ? value : '') : datetime(null)];
  });
  return Object.fromEntries(row);
}
