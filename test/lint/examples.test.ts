import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintCodes } from '../../src/diagnostic/codes/lint.ts';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import type { AsimColumns } from '../../src/event/process-event.ts';
import type { MatchableEvent } from '../../src/match/event-view.ts';
import { mapRule } from '../../src/match/mapping.ts';
import { matchRule } from '../../src/match/match.ts';
import { prepareRule } from '../../src/match/prepare.ts';
import { fixSource } from '../../src/sigma/lint/fix.ts';
import { lintSource } from '../../src/sigma/lint/lint.ts';
import { meaningOf } from '../../src/sigma/lint/meaning.ts';
import { lintRules } from '../../src/sigma/lint/registry.ts';
import type { LintRule } from '../../src/sigma/lint/rule.ts';
import { loadSigma } from '../../src/sigma/load.ts';
import { unmarked } from './mark.ts';

const ROOT = join(import.meta.dirname, '../..');
const LINT = Object.entries(lintCodes).filter(([code]) => code.startsWith('lint-'));

function source(text: string): SourceText {
  return new SourceText('rule.yml', text);
}

const examples = lintRules.flatMap((rule) =>
  rule.examples.map((example, index) => ({ ...example, rule, name: `${rule.code} ${index + 1}` })),
);
const counterExamples = lintRules.flatMap(({ code, counterExamples }) =>
  counterExamples.map((text, index) => ({ code, text, name: `${code} ${index + 1}` })),
);

test('every code has a rule, and every rule is registered once, in the order of the codes', () => {
  expect(lintRules.map(({ code }) => code)).toEqual(LINT.map(([code]) => code));
});

describe('an example gives its code and no other, at the marked place', () => {
  test.each(examples)('$name', ({ text, rule, fixed }) => {
    const { text: plain, start, end } = unmarked(text);
    const found = lintSource(source(plain));
    expect(found.map(({ code, span }) => [code, span.start, span.end])).toEqual([[rule.code, start, end]]);
    expect(found[0]?.fix !== undefined).toBe(fixed !== undefined);
  });
});

describe('a counter-example gives nothing', () => {
  test.each(counterExamples)('$name', ({ text }) => {
    expect(lintSource(source(text)).map(({ code }) => code)).toEqual([]);
  });
});

test('each code has an example and a counter-example', () => {
  const isComplete = (rule: LintRule): boolean => rule.examples.length > 0 && rule.counterExamples.length > 0;
  expect(lintRules.filter((rule) => !isComplete(rule)).map(({ code }) => code)).toEqual([]);
});

const fixable = examples.flatMap(({ name, text, fixed }) => (fixed === undefined ? [] : [{ name, text, fixed }]));

describe('a fix', () => {
  test.each(fixable)('makes the stated text, which gives nothing: $name', ({ text, fixed }) => {
    const result = fixSource(source(unmarked(text).text));
    expect(result.source.text).toBe(fixed);
    expect(lintSource(result.source)).toEqual([]);
  });

  test.each(fixable)('keeps the meaning: $name', ({ text, fixed }) => {
    const [before, after] = [source(unmarked(text).text), source(fixed)];
    expect(meaningOf(after)).toBe(meaningOf(before));
    const [one, other] = [matcherOf(before), matcherOf(after)];
    fc.assert(
      fc.property(eventsNear(before.text), (event) => {
        expect(other(event)).toBe(one(event));
      }),
      { numRuns: 300 },
    );
  });
});

function matcherOf(rule: SourceText): (event: MatchableEvent) => boolean {
  const [loaded] = loadSigma([rule]).rules;
  const mapped = loaded === undefined ? undefined : mapRule(loaded, 'asim').mapped;
  if (mapped === undefined) throw new Error('the example is no usable rule');
  const prepared = prepareRule(mapped);
  return (event) => matchRule(prepared, event) !== null;
}

/** Events whose values are put together from pieces of the rule's text. */
function eventsNear(text: string): fc.Arbitrary<MatchableEvent> {
  const pieces = [...new Set(text.match(/[\w./:]+|[ \\*?"'-]/g) ?? [])];
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.constantFrom('', 'x', '/', '\\', ' http', 'WGET', '/usr/bin/'));
  const value = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(''));
  return fc
    .record({ TargetProcessName: value, TargetProcessCommandLine: value, TargetUsername: value })
    .map((columns) => ({ columns: { ...columns, AdditionalFields: {} } as unknown as AsimColumns }));
}

describe('docs/lint.md', () => {
  const docs = readFileSync(join(ROOT, 'docs/lint.md'), 'utf8');
  test.each(lintRules)('tells of $code', ({ code, doc, examples: own }) => {
    const isFixable = own.some(({ fixed }) => fixed !== undefined);
    expect(docs).toContain(`| \`${code}\` | ${lintCodes[code].severity} | ${isFixable ? 'yes' : ''} | ${doc} |`);
  });

  test('tells of no code that is not there', () => {
    const told = [...docs.matchAll(/`(lint-[a-z-]+)`/g)].map(([, code]) => code);
    expect(told.filter((code) => !lintRules.some((rule) => rule.code === code))).toEqual([]);
  });
});

/** Every example's finding as it is shown, so that a change of words is seen. `UPDATE_GOLDEN=1` writes the file. */
test('places and words of all examples', () => {
  const lines = examples.map(({ text }) => {
    const [finding] = lintSource(source(unmarked(text).text));
    if (finding === undefined) return 'nothing';
    const { code, severity, message, at } = finding.diagnostic;
    return `${code} ${at?.line}:${at?.column}-${at?.endColumn} ${severity}: ${message}`;
  });
  const path = join(import.meta.dirname, 'examples.txt');
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, `${lines.join('\n')}\n`);
  expect(lines.join('\n')).toBe(readFileSync(path, 'utf8').trimEnd());
});
