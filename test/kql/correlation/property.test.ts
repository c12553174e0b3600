import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correlationId } from '../../../src/alerts/identity.ts';
import { convertCorrelation } from '../../../src/backends/correlation/convert.ts';
import type { ConvertOptions } from '../../../src/backends/options.ts';
import { sentinelAsim } from '../../../src/backends/targets/sentinel-asim.ts';
import type { ProcessEvent } from '../../../src/event/process-event.ts';
import type { Json } from '../../../src/kql/ast.ts';
import { imProcessCreate } from '../../../src/kql/schema/asim-process.ts';
import { Correlator } from '../../../src/match/correlation/correlator.ts';
import type { Firing } from '../../../src/match/correlation/counting.ts';
import { prepareCorrelation } from '../../../src/match/correlation/prepare.ts';
import type { SigmaCorrelation } from '../../../src/sigma/correlation/ir.ts';
import { hitOf } from '../../sigma/correlation/hits.ts';
import type { Row } from '../evaluate-scalar.ts';
import { asNumber, datetime, dynamic, string, textOf, type Value } from '../value.ts';
import { type Case, cases, matchedBy } from './generate.ts';
import { run } from './run.ts';

const OPTIONS: ConvertOptions = { target: sentinelAsim, lineage: 'asim', optimize: true, builtInParser: false };

/** An alert as the matcher and the query tell it. */
interface Told {
  readonly id: string;
  readonly keys: readonly string[];
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Newest first. */
  readonly members: readonly string[];
  readonly last: string;
}

test('a query of a correlation finds the alerts that the matcher has', () => {
  const total: Record<string, number> = {};
  const count = (name: string, more = 1): void => {
    total[name] = (total[name] ?? 0) + more;
  };
  fc.assert(
    fc.property(cases, (one) => {
      const streamed = matcherAlerts(one);
      const rows = one.events.map(rowOf);
      for (const correlation of one.correlations) {
        const { conversion, diagnostics } = convertCorrelation(correlation, () => [], OPTIONS);
        expect(diagnostics).toEqual([]);
        if (conversion === undefined) throw new Error('it was not converted');
        const found = run(conversion.query, { imProcessCreate: rows }).map((row) => toldOf(row, correlation));
        const wanted = streamed.get(correlation) ?? [];
        expect(sorted(found)).toEqual(sorted(wanted));
        count('pairs');
        count(`alerts of ${correlation.measure.type}`, wanted.length);
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 400) },
  );
  console.log(`correlations: ${JSON.stringify(total)}`);
  for (const type of ['event_count', 'value_count', 'temporal', 'temporal_ordered', 'value_sum', 'value_percentile'])
    expect(total[`alerts of ${type}`]).toBeGreaterThan(20);
}, 300_000);

function sorted(all: readonly Told[]): Told[] {
  return all.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function matcherAlerts({ correlations, rules, events }: Case): Map<SigmaCorrelation, Told[]> {
  const prepared = correlations.flatMap((each) => prepareCorrelation(each).prepared ?? []);
  const correlator = new Correlator<undefined>(prepared, correlationId);
  for (const event of events) for (const rule of matchedBy(event, rules)) correlator.add(hitOf(rule, event));
  const firings = correlator.end();
  return new Map(
    correlations.map((each) => [each, firings.filter(({ correlation }) => correlation === each).map(toldBy)]),
  );
}

function toldBy({ id, keys, value, from, to, members, newest }: Firing<undefined>): Told {
  const last = newest.at(-1)?.event.columns;
  return {
    id,
    keys,
    value,
    from,
    to,
    count: members.length,
    members: members.toReversed(),
    last: `${last?.TargetProcessCommandLine} ${last?.TargetUsername ?? ''}`,
  };
}

/** Between the time and the measure are the groups. */
function toldOf(row: Row, { groupBy }: SigmaCorrelation): Told {
  const names = Object.keys(row);
  const number = (name: string): number => asNumber(row[name] ?? string('')) ?? Number.NaN;
  const text = (name: string): string => textOf(row[name] ?? string('?'));
  const isNamed = groupBy.every(({ name }, at) => names[1 + at]?.startsWith(name));
  if (!isNamed) throw new Error(`the groups are not among ${names}`);
  return {
    id: text('AlertId'),
    keys: groupBy.map((_, at) => text(names[1 + at] ?? '')),
    value: number('Measure'),
    from: number('FirstMatch'),
    to: number('LastMatch'),
    count: number('MatchCount'),
    members: (row['MatchIds']?.value ?? []) as string[],
    last: `${text('TargetProcessCommandLine')} ${text('TargetUsername')}`,
  };
}

/** Of the two hundred columns those that the queries here ask for. */
function isNeeded([name]: readonly [string, unknown]): boolean {
  return /^(Dvc|DvcHostname|Event(OriginalUid|StartTime)|TimeGenerated|Target(Username|Process(Id|Name|Comm|Curr).*))$/.test(
    name,
  );
}

function rowOf({ columns }: ProcessEvent): Row {
  const row = Object.entries(imProcessCreate.columns)
    .filter(isNeeded)
    .map(([name, type]): [string, Value] => {
      const value = (columns as unknown as Readonly<Record<string, unknown>>)[name];
      if (type === 'datetime') return [name, datetime(typeof value === 'string' ? Date.parse(value) : null)];
      if (type === 'dynamic') return [name, dynamic((value ?? null) as Json)];
      return [name, type === 'string' ? string(typeof value === 'string' ? value : '') : datetime(null)];
    });
  return Object.fromEntries(row);
}
