import fc from 'fast-check';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import type { ProcessEvent } from '../../../src/event/process-event.ts';
import type { SigmaCorrelation } from '../../../src/sigma/correlation/ir.ts';
import type { SigmaRule } from '../../../src/sigma/ir.ts';
import { loadSigma } from '../../../src/sigma/load.ts';
import { eventOf } from '../../sigma/correlation/hits.ts';

const RULES = ['a', 'b', 'c', 'd'];

function ruleText(name: string): string {
  return `title: ${name}
name: ${name}
level: low
logsource: {category: process_creation, product: linux}
detection: {selection: {CommandLine|contains: '<${name}>'}, condition: selection}
`;
}

const operator = fc.constantFrom('gt', 'gte', 'gte', 'lt', 'lte', 'eq', 'neq');
const condition = fc
  .array(fc.tuple(operator, fc.constantFrom(-1, 0, 1, 2, 2.5, 3, 4, 5)), { minLength: 1, maxLength: 2 })
  .map((parts) => new Map<string, string | number>(parts));

type More = readonly (readonly [string, string | number])[];

const shape: fc.Arbitrary<{ readonly type: string; readonly more: More }> = fc.oneof(
  fc.record({ type: fc.constant('event_count'), more: fc.constant<More>([]) }),
  fc.record({
    type: fc.constant('value_count'),
    more: fc.constantFrom('ProcessId', '[ProcessId, CurrentDirectory]').map((field): More => [['field', field]]),
  }),
  fc.record({ type: fc.constantFrom('temporal', 'temporal_ordered'), more: fc.constant<More>([]) }),
  fc.record({
    type: fc.constantFrom('value_sum', 'value_avg', 'value_median'),
    more: fc.constant<More>([['field', 'ProcessId']]),
  }),
  fc.record({
    type: fc.constant('value_percentile'),
    more: fc.constantFrom(0, 10, 33.3, 50, 75, 100).map(
      (at): More => [
        ['field', 'ProcessId'],
        ['percentile', at],
      ],
    ),
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
      groupBy: fc.constantFrom('', '[User]', '[User, CurrentDirectory]', '[who]', '[TargetUsername, MatchTime]'),
      timespan: fc.integer({ min: 1, max: 8 }),
    })
    .map(({ shape: { type, more }, condition: compared, bare, rules, groupBy, timespan }) => {
      const parts = [...compared, ...more].map(([key, value]) => `${key}: ${value}`).join(', ');
      const isBare = bare && type.startsWith('temporal');
      const aliases = (field: string, other: string) =>
        rules.map((rule) => `${rule}: ${rule === 'b' ? other : field}`).join(', ');
      const named = [
        ...(groupBy.includes('who') ? [`who: {${aliases('User', 'CurrentDirectory')}}`] : []),
        ...(groupBy.includes('MatchTime') ? [`MatchTime: {${aliases('CurrentDirectory', 'User')}}`] : []),
      ];
      return `title: ${name}
name: ${name}
level: low
correlation:
    type: ${type}
    rules: [${rules.join(', ')}]
    timespan: ${timespan}s
    ${groupBy === '' ? '' : `group-by: ${groupBy}`}
    ${named.length === 0 ? '' : `aliases: {${named.join(', ')}}`}
    ${isBare ? '' : `condition: {${parts}}`}
`;
    });

const event = fc.record({
  rules: fc.subarray(RULES, { minLength: 1 }),
  time: fc.integer({ min: 0, max: 40 }).map((half) => 1_700_000_000_000 + half * 500),
  serial: fc.integer({ min: 1, max: 12 }),
  user: fc.constantFrom(undefined, 'x', 'X', 'y'),
  directory: fc.constantFrom(undefined, 'x', '/tmp', 'a"b\\'),
  pid: fc.constantFrom('1', '2', '2.25', '-3', '+4', '007', 'n/a', '', '9'.repeat(20)),
});

/** Correlations that may count each other, and events in the order in which a table gives them: some twice. */
export interface Case {
  readonly [fc.toStringMethod]: () => string;
  readonly correlations: readonly SigmaCorrelation[];
  readonly rules: readonly SigmaRule[];
  readonly events: readonly ProcessEvent[];
}

export const cases: fc.Arbitrary<Case> = fc
  .record({
    inner: correlationText('inner', RULES),
    middle: correlationText('middle', [...RULES, 'inner']),
    outer: correlationText('outer', [...RULES, 'inner', 'middle']),
    events: fc.uniqueArray(event, { maxLength: 30, selector: ({ time, serial }) => `${time}:${serial}` }),
    again: fc.nat({ max: 3 }),
    isNumbered: fc.boolean(),
  })
  .map(({ inner, middle, outer, events, again, isNumbered }): Case => {
    const text = [...RULES.map(ruleText), outer, middle, inner].join('---\n');
    const { rules, correlations, diagnostics } = loadSigma([new SourceText('rules.yml', text)]);
    const wrong = diagnostics.filter(({ severity }) => severity === 'error');
    if (wrong.length > 0 || correlations.length !== 3) throw new Error(`${JSON.stringify(wrong)}\n${text}`);
    const shown = () => `${text}\n${JSON.stringify(events)}`;
    const made = [...events, ...events.slice(0, again)].map(({ rules: matching, user, directory, pid, time, serial }) =>
      eventOf({
        time,
        serial,
        columns: {
          TargetProcessId: pid,
          TargetProcessCommandLine: matching.map((name) => `<${name}>`).join(' '),
          ...(user === undefined ? {} : { TargetUsername: user }),
          ...(directory === undefined ? {} : { TargetProcessCurrentDirectory: directory }),
          ...(isNumbered ? {} : { EventOriginalUid: `event ${serial}` }),
        },
      }),
    );
    return { [fc.toStringMethod]: shown, correlations, rules, events: made };
  });

/** The rules that an event matches. */
export function matchedBy({ columns }: ProcessEvent, rules: readonly SigmaRule[]): readonly SigmaRule[] {
  return rules.filter(({ name }) => columns.TargetProcessCommandLine?.includes(`<${name}>`));
}
