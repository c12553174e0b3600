import { describe, expect, test } from 'vitest';
import { SourceText } from '../diagnostic/source-text.ts';
import type { AdditionalFields, AsimColumns } from '../event/process-event.ts';
import { loadSigma } from '../sigma/load.ts';
import { printExpression } from '../sigma/print.ts';
import type { MatchableEvent } from './event-view.ts';
import { explain } from './explain.ts';
import type { LineageMode } from './lineage-mode.ts';
import { mapRule, printField } from './mapping.ts';
import { matchRule } from './match.ts';
import { prepareRule } from './prepare.ts';
import { renderExplanation } from './render-explanation.ts';

const HEAD = 'title: A rule\nid: a\nlevel: low\nlogsource: {category: process_creation}\ndetection:\n';

type Placeholders = Readonly<Record<string, readonly string[]>>;

function mapped(detection: string, lineage: LineageMode = 'asim', given: Placeholders = {}) {
  const placeholders = new Map(Object.entries(given));
  const [rule] = loadSigma([new SourceText('rule.yml', HEAD + detection)], { placeholders }).rules;
  if (rule === undefined) throw new Error('the rule of the test is wrong');
  return mapRule(rule, lineage);
}

function prepared(detection: string, lineage?: LineageMode, given?: Placeholders) {
  const { mapped: rule } = mapped(detection, lineage, given);
  if (rule === undefined) throw new Error('the rule of the test names an unknown field');
  return prepareRule(rule);
}

/** The one item of a rule as it is mapped. */
function printed(item: string, lineage?: LineageMode, given?: Placeholders): string {
  const { mapped: rule } = mapped(`  s:\n    ${item}\n  condition: s\n`, lineage, given);
  const text = (rule?.conditions ?? []).map((condition) => printExpression(condition, printField)).join('');
  return text.replace('selection "s"', '').replace(/\s+/g, ' ').trim();
}

function eventOf(columns: Partial<AsimColumns>, more: AdditionalFields = {}): MatchableEvent {
  return { columns: { ...columns, AdditionalFields: more } as AsimColumns };
}

function matches(item: string, event: MatchableEvent, given?: Placeholders): boolean {
  return matchRule(prepared(`  s:\n    ${item}\n  condition: s\n`, 'asim', given), event) !== null;
}

describe('the parent, where it is absent or compared', () => {
  const both = 'ActingProcessName or ParentProcessName';
  test.each([
    ["ParentImage: ['x', '']", `or any ${both} string "x" any ActingProcessName string ""`],
    ["ParentImage|contains: ['x', 'y']", `any ${both} string * "x" * string * "y" *`],
    ["ParentImage|all: ['x*', '']", 'all ActingProcessName string "x" * string ""'],
    ["ParentImage: ['', null]", 'any ActingProcessName string "" null'],
    ["ParentImage|expand: '%one%'", 'any ActingProcessName variants (string "x" | string "")'],
    ["ParentImage|expand: '%two%'", `any ${both} variants (string "x" | string "y")`],
    [
      "Image|expand|fieldref: '%fields%'",
      'any TargetProcessName variants (equals field ActingProcessName | equals field TargetUsername)',
    ],
    ['ParentImage|re: x', `any ${both} regex "x"`],
    ['ParentProcessId|gt: 5', 'any ActingProcessId or ParentProcessId number gt 5'],
    ['ParentProcessId: 5', 'any ActingProcessId or ParentProcessId number 5'],
  ])('%s', (item, expected) => {
    expect(printed(item, 'asim', { one: ['x', ''], two: ['x', 'y'], fields: ['ParentImage', 'User'] })).toBe(expected);
  });

  test.each([
    ['strict', 'any ActingProcessCommandLine string "x"'],
    ['asim', 'any ActingProcessCommandLine string "x"'],
    ['ancestors', 'any ActingProcessCommandLine or Ancestors[*].commandLine string "x"'],
  ] as const)('by command line, %s', (mode, expected) => expect(printed('ParentCommandLine: x', mode)).toBe(expected));

  test('an unknown field is told where it is written', () => {
    const at = (item: string) =>
      mapped(`  s:\n    ${item}\n  condition: s\n`).diagnostics.map(
        (one) => `${one.at?.line}:${one.at?.column}-${one.at?.endColumn} ${one.message}`,
      );
    expect(at('Imagee|contains: x')).toEqual(["7:5-11 unknown field 'Imagee'; did you mean 'Image'?"]);
    expect(at("'Imagee': x")).toEqual(["7:6-12 unknown field 'Imagee'; did you mean 'Image'?"]);
    expect(at('Image|fieldref: Userr')).toEqual(["7:21-26 unknown field 'Userr'; did you mean 'User'?"]);
  });
});

describe('ancestors', () => {
  const above = (...names: readonly (string | undefined)[]) =>
    eventOf({ TargetProcessName: 'b' }, {
      Ancestors: names.map((name) => ({ pid: '1', ...(name === undefined ? {} : { name }) })),
    } as AdditionalFields);

  test('one whose name is not known is no ancestor with an empty name', () => {
    expect(matches("AncestorImage: ''", above('a', undefined))).toBe(false);
    expect(matches("AncestorImage: ''", above(undefined))).toBe(true);
    expect(matches("AncestorImage: ''", eventOf({}))).toBe(true);
  });

  test('a field is compared with each of them', () => {
    expect(matches('Image|fieldref: AncestorImage', above('a', 'b'))).toBe(true);
    expect(matches('Image|fieldref: AncestorImage', above('b', 'a'))).toBe(true);
    expect(matches('Image|fieldref: AncestorImage', above('a', 'c'))).toBe(false);
  });

  test('none is shown as such', () => {
    const rule = prepared('  s: {AncestorImage: x}\n  condition: s\n');
    expect(renderExplanation(explain(rule, eventOf({})))).toContain('Ancestors[*].name is absent');
  });
});

describe('values', () => {
  test.each([
    ['10.1.2.3', true],
    ['::a01:203', false],
    ['::ffff:10.1.2.3', false],
    ['11.1.2.3', false],
    ['10.1.2.3 ', false],
  ])('%s in 10.0.0.0/8: %s', (address, expected) => {
    expect(matches('CommandLine|cidr: 10.0.0.0/8', eventOf({ TargetProcessCommandLine: address }))).toBe(expected);
  });

  test.each([
    ['2024-01-01t05:00:00z', true],
    ['2024-01-01T06:00:00+01:00', true],
    ['2024-01-01T05:00:00', false],
    ['2024-13-01T05:00:00Z', false],
  ])('the hour of %s is 5: %s', (time, expected) => {
    expect(matches('EventStartTime|hour: 5', eventOf({ EventStartTime: time }))).toBe(expected);
    expect(matches('EventStartTime|hour|lte: 23', eventOf({ EventStartTime: time }))).toBe(expected);
  });

  test('a keyword is not found in a column that is absent', () => {
    const rule = prepared("  s:\n    '|re': '^$'\n  condition: s\n");
    expect(matchRule(rule, eventOf({ TargetProcessName: 'x' }))).toBeNull();
  });

  test('keywords are found in arguments joined by blanks', () => {
    const rule = prepared("  s: ['b c']\n  condition: s\n");
    expect(matchRule(rule, eventOf({}, { Argv: ['a', 'b', 'c'] }))?.[0]?.column).toBe('AdditionalFields.Argv');
    expect(matchRule(rule, eventOf({}, { Argv: ['a', 'bc'] }))).toBeNull();
  });
});

describe('evidence', () => {
  test('of all keywords, each where it was found', () => {
    const rule = prepared("  s:\n    '|all': [one, two]\n  condition: s\n");
    const event = eventOf({ TargetProcessName: '/one', TargetProcessCommandLine: 'two' });
    expect(
      matchRule(rule, event)
        ?.map(({ field, pattern, column }) => `${field} ${pattern} ${column}`)
        .sort(),
    ).toEqual(['* one TargetProcessName', '* two TargetProcessCommandLine']);
  });

  test('is of the conditions that hold only', () => {
    const rule = prepared(
      '  a: {Image: x}\n  b: {User: root}\n  c: {User: nobody}\n  condition:\n    - a and c\n    - b\n',
    );
    const event = eventOf({ TargetProcessName: 'x', TargetUsername: 'root' });
    expect(matchRule(rule, event)?.map(({ selection }) => selection)).toEqual(['b']);
  });
});

describe('an explanation as text', () => {
  const shown = (detection: string, event: MatchableEvent) => renderExplanation(explain(prepared(detection), event));

  test('tells what each part found', () => {
    const event = eventOf({ TargetProcessName: '/bin/sh', TargetUsername: 'root' });
    const detection =
      "  a:\n    Image|endswith: ['/sh', '/bash']\n    User: x\n  b: {CommandLine: y}\n  condition: not a or b\n";
    expect(shown(detection, event)).toBe(
      `match: A rule (a)
  + or
    + not
      - a
        - and
          + Image|endswith
              TargetProcessName is "/bin/sh": holds for 1 of 2: '/sh'
          - User
              TargetUsername is "root": holds for none of 1: 'x'
    - b
      - CommandLine
          TargetProcessCommandLine is absent: holds for none of 1: 'y'`,
    );
  });

  test('says no match, and shows eight patterns', () => {
    const patterns = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);
    const of = (count: number) => shown(`  a: {Image: [${patterns(count).join(', ')}]}\n  condition: a\n`, eventOf({}));
    const quoted = patterns(8).map((one) => `'${one}'`);
    expect(of(8)).toContain(`holds for none of 8: ${quoted.join(', ')}`);
    expect(of(8)).not.toContain('more');
    expect(of(11)).toContain(`holds for none of 11: ${quoted.join(', ')}, and 3 more`);
    expect(of(11)).not.toContain("'p8'");
    expect(of(11)).toMatch(/^no match: A rule \(a\)\n {2}- a\n/);
  });

  test('of keywords shows the places where one was found', () => {
    const event = eventOf({ TargetProcessName: '/one', TargetProcessCommandLine: 'nothing' });
    expect(shown('  a: [one, two]\n  condition: a\n', event)).toBe(
      `match: A rule (a)\n  + a\n    + keywords\n        TargetProcessName is "/one": holds for 1 of 2: 'one'`,
    );
    expect(shown("  a:\n    '|all': [one, two]\n  condition: a\n", event)).toBe(
      `no match: A rule (a)\n  - a\n    - |all\n        TargetProcessName is "/one": holds for 1 of 2: 'one'`,
    );
  });

  test('is safe for a terminal', () => {
    const text = shown('  a: {Image: x}\n  condition: a\n', eventOf({ TargetProcessName: '\u001b[2J\nmatch: x' }));
    expect(text.split('\n')).toHaveLength(4);
    expect(text).not.toContain('\u001b');
  });
});
