import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correlationId } from '../../../src/alerts/identity.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { Correlator } from '../../../src/match/correlation/correlator.ts';
import type { Firing } from '../../../src/match/correlation/counting.ts';
import type { Hit } from '../../../src/match/correlation/hit.ts';
import { prepareCorrelation } from '../../../src/match/correlation/prepare.ts';
import type { SigmaCorrelation } from '../../../src/sigma/correlation/ir.ts';
import type { SigmaRule } from '../../../src/sigma/ir.ts';
import { loadSigma } from '../../../src/sigma/load.ts';
import { eventOf, hitOf } from './hits.ts';
import { naive, type Told } from './naive.ts';

const RULES = ['a', 'b', 'c'];

function ruleText(name: string): string {
  return `title: ${name}
name: ${name}
level: low
logsource: {category: process_creation, product: linux}
detection: {selection: {Image: '/${name}'}, condition: selection}
`;
}

const operator = fc.constantFrom('gt', 'gte', 'gte', 'lt', 'lte', 'eq', 'neq');
const condition = fc
  .array(fc.tuple(operator, fc.integer({ min: -1, max: 5 })), { minLength: 1, maxLength: 2 })
  .map((parts) => new Map<string, string | number>(parts));

const shape = fc.oneof(
  fc.record({ type: fc.constant('event_count'), more: fc.constant<[string, string | number][]>([]) }),
  fc.record({
    type: fc.constant('value_count'),
    more: fc.constantFrom<[string, string | number][]>(
      [['field', 'ProcessId']],
      [['field', '[ProcessId, CurrentDirectory]']],
    ),
  }),
  fc.record({
    type: fc.constantFrom('temporal', 'temporal_ordered'),
    more: fc.constant<[string, string | number][]>([]),
  }),
  fc.record({
    type: fc.constantFrom('value_sum', 'value_avg', 'value_median'),
    more: fc.constant<[string, string | number][]>([['field', 'ProcessId']]),
  }),
  fc.record({
    type: fc.constant('value_percentile'),
    more: fc.constantFrom(0, 10, 50, 75, 100).map((at): [string, string | number][] => [
      ['field', 'ProcessId'],
      ['percentile', at],
    ]),
  }),
);

/** A correlation of some of the rules, as YAML. */
const correlationText = (name: string, among: readonly string[]) =>
  fc
    .record({
      shape,
      condition,
      bare: fc.boolean(),
      rules: fc.shuffledSubarray([...among], { minLength: 1 }),
      groupBy: fc.constantFrom('', 'group-by: [User]', 'group-by: [User, CurrentDirectory]', 'group-by: [who]'),
      timespan: fc.integer({ min: 1, max: 8 }),
    })
    .map(({ shape: { type, more }, condition: compared, bare, rules, groupBy, timespan }) => {
      const parts = [...compared, ...more].map(([key, value]) => `${key}: ${value}`).join(', ');
      const isBare = bare && type.startsWith('temporal');
      const aliases = rules.map((rule) => `${rule}: ${rule === 'b' ? 'CurrentDirectory' : 'User'}`).join(', ');
      return `title: ${name}
name: ${name}
level: low
correlation:
    type: ${type}
    rules: [${rules.join(', ')}]
    timespan: ${timespan}s
    ${groupBy}
    ${groupBy.includes('who') ? `aliases: {who: {${aliases}}}` : ''}
    ${isBare ? '' : `condition: {${parts}}`}
`;
    });

const event = fc.record({
  rules: fc.subarray(RULES, { minLength: 1 }),
  time: fc.integer({ min: 0, max: 40 }).map((half) => half * 500),
  serial: fc.integer({ min: 1, max: 12 }),
  user: fc.constantFrom(undefined, 'x', 'X', 'y'),
  directory: fc.constantFrom(undefined, 'x', '/tmp'),
  pid: fc.constantFrom('1', '2', '2.25', '-3', '007', 'n/a', '', '9'.repeat(20)),
});

interface Case {
  readonly [fc.toStringMethod]: () => string;
  readonly correlations: readonly SigmaCorrelation[];
  readonly hits: readonly Hit<undefined>[];
}

const cases = fc
  .record({
    inner: correlationText('inner', RULES),
    outer: correlationText('outer', [...RULES, 'inner']),
    events: fc.uniqueArray(event, { maxLength: 30, selector: ({ time, serial }) => `${time}:${serial}` }),
    again: fc.nat({ max: 3 }),
  })
  .map(({ inner, outer, events, again }): Case => {
    const text = [...RULES.map(ruleText), outer, inner].join('---\n');
    const { rules, correlations, diagnostics } = loadSigma([new SourceText('rules.yml', text)]);
    const wrong = diagnostics.filter(({ severity }) => severity === 'error');
    if (wrong.length > 0 || correlations.length !== 2) throw new Error(`${JSON.stringify(wrong)}\n${text}`);
    const shown = () => `${text}\n${JSON.stringify(events)}`;
    const hits = [...events, ...events.slice(0, again)].flatMap((sketch) => hitsOf(sketch, rules));
    return { [fc.toStringMethod]: shown, correlations, hits };
  });

function hitsOf(sketch: typeof event extends fc.Arbitrary<infer E> ? E : never, rules: readonly SigmaRule[]) {
  const { user, directory, pid, time, serial } = sketch;
  const columns = {
    TargetProcessId: pid,
    ...(user === undefined ? {} : { TargetUsername: user }),
    ...(directory === undefined ? {} : { TargetProcessCurrentDirectory: directory }),
  };
  const made = eventOf({ time, serial, columns });
  return rules.filter(({ name }) => sketch.rules.includes(name ?? '')).map((rule) => hitOf(rule, made));
}

/** Matches that were met before count once, as in a hunt. */
function once(hits: readonly Hit<undefined>[]): Hit<undefined>[] {
  return [...new Map(hits.map((hit) => [hit.id, hit])).values()];
}

function correlatorOf(correlations: readonly SigmaCorrelation[]): Correlator<undefined> {
  const prepared = correlations.map((correlation) => prepareCorrelation(correlation).prepared);
  return new Correlator(
    prepared.filter((each) => each !== undefined),
    correlationId,
  );
}

function streamed({ correlations, hits }: Case): Told[] {
  const correlator = correlatorOf(correlations);
  const fired = hits.flatMap((hit) => [...correlator.add(hit)]);
  return told([...fired, ...correlator.end()]);
}

/** In order of time, and counted as soon as the time has passed, as in a log that is being written. */
function live({ correlations, hits }: Case): Told[] {
  const correlator = correlatorOf(correlations);
  const ordered = [...hits].sort((one, other) => one.event.time - other.event.time);
  const fired = ordered.flatMap((hit) => [...correlator.advance(hit.event.time), ...correlator.add(hit)]);
  const all = [...fired, ...correlator.end()];
  expect(correlator.stats().late).toBe(0);
  return told(all);
}

function told(firings: readonly Firing<undefined>[]): Told[] {
  return sorted(
    firings.map(({ correlation: { title }, id, keys, value, from, to, members }) => ({
      id,
      title,
      keys,
      value,
      from,
      to,
      members,
    })),
  );
}

function sorted(all: readonly Told[]): Told[] {
  return [...all].sort((one, other) => one.to - other.to || (one.id < other.id ? -1 : 1));
}

function expected({ correlations, hits }: Case): Told[] {
  return sorted(correlations.flatMap((correlation) => naive(correlation, hits)).map(({ last: _, ...rest }) => rest));
}

describe('correlations', () => {
  test('say what a reading of their definition over the whole list says', () => {
    let fired = 0;
    fc.assert(
      fc.property(cases, (one) => {
        const wanted = expected({ ...one, hits: once(one.hits) });
        fired += wanted.length;
        expect(streamed(one)).toEqual(wanted);
      }),
      { numRuns: 3000 },
    );
    expect(fired).toBeGreaterThan(3000);
  });

  test('say the same in any order of arrival, and live', () => {
    const shuffled = cases.chain((one) =>
      fc.tuple(fc.constant(one), fc.shuffledSubarray([...one.hits], { minLength: one.hits.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, hits]) => {
        expect(streamed({ ...one, hits })).toEqual(streamed(one));
        expect(live({ ...one, hits })).toEqual(streamed(one));
      }),
      { numRuns: 1000 },
    );
  });
});
