import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../diagnostic/source-text.ts';
import type { AsimColumns } from '../event/process-event.ts';
import { loadSigma } from '../sigma/load.ts';
import type { MatchableEvent } from './event-view.ts';
import { explain } from './explain.ts';
import { LINEAGE_MODES, type LineageMode } from './lineage-mode.ts';
import { mapRule } from './mapping.ts';
import { matchRule } from './match.ts';
import { type PreparedRule, prepareRule } from './prepare.ts';

const field = fc.constantFrom('ParentImage', 'ParentProcessId', 'ParentCommandLine', 'AncestorImage', 'Image');
const modifier = fc.constantFrom('', '|contains', '|endswith', '|contains|all', '|re', '|neq', '|contains|all|neq');
const value = fc.constantFrom('a', 'b', 'ab', "''", 'null', "'*'", '1');
const values = fc.array(value, { minLength: 1, maxLength: 3 }).map((all) => `[${all.join(', ')}]`);
const reference = fc
  .tuple(field, fc.constantFrom('', '|contains', '|neq'), field)
  .map(([f, m, other]) => `${f}|fieldref${m}: ${other}`);
const presence = fc.tuple(field, fc.boolean()).map(([name, exists]) => `${name}|exists: ${exists}`);
const item = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(field, modifier, values).map(([f, m, v]) => `${f}${m}: ${v}`) },
  presence,
  reference,
);
const condition = fc.constantFrom(
  'x',
  'not x',
  'x and y',
  'x and not y',
  'not (x or not y)',
  'not (not x)',
  '1 of * and not all of *',
);
const name = fc.constantFrom('a', 'b', 'ab', 'ba', '', '1');
const ancestor = fc.record({ pid: name, name, commandLine: name, inferred: fc.constantFrom(true as const, undefined) });
const event: fc.Arbitrary<MatchableEvent> = fc
  .record({
    TargetProcessName: name,
    ActingProcessName: name,
    ActingProcessId: name,
    ActingProcessCommandLine: name,
    ParentProcessName: name,
    ParentProcessId: name,
    AdditionalFields: fc.record({ Ancestors: fc.array(ancestor, { maxLength: 3 }) }),
  })
  .map((columns) => ({ columns: columns as unknown as AsimColumns }));

function prepared(text: string, mode: LineageMode): PreparedRule | undefined {
  const [rule] = loadSigma([new SourceText('rule.yml', text)]).rules;
  const mapped = rule === undefined ? undefined : mapRule(rule, mode).mapped;
  return mapped === undefined ? undefined : prepareRule(mapped);
}

const rule = fc.tuple(item, item, condition).map(([x, y, c]) => {
  const head = 'title: t\nlevel: low\nlogsource: {category: process_creation}\n';
  return `${head}detection:\n  x:\n    ${x}\n  y:\n    ${y}\n  condition: ${c}\n`;
});

describe('whatever the rule and the event', () => {
  test('widening adds matches and takes none away', () => {
    fc.assert(
      fc.property(rule, event, (text, one) => {
        const strict = prepared(text, 'strict');
        if (strict === undefined || matchRule(strict, one) === null) return;
        for (const mode of ['asim', 'ancestors'] as const) {
          const wide = prepared(text, mode);
          expect(wide === undefined ? null : matchRule(wide, one)).not.toBeNull();
        }
      }),
      { numRuns: 20_000 },
    );
  });

  test('the explanation says what the match says', () => {
    fc.assert(
      fc.property(rule, event, fc.constantFrom(...LINEAGE_MODES), (text, one, mode) => {
        const ready = prepared(text, mode);
        if (ready !== undefined) expect(explain(ready, one).matches).toBe(matchRule(ready, one) !== null);
      }),
      { numRuns: 3_000 },
    );
  });
});
