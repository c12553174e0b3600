import { describe, expect, test } from 'vitest';
import { SourceText } from '../diagnostic/source-text.ts';
import type { AdditionalFields, AsimColumns } from '../event/process-event.ts';
import { loadSigma } from '../sigma/load.ts';
import type { MatchableEvent } from './event-view.ts';
import type { Evidence } from './evidence.ts';
import { explain } from './explain.ts';
import type { LineageMode } from './lineage-mode.ts';
import { mapRule } from './mapping.ts';
import { matchRule } from './match.ts';
import { type PreparedRule, prepareRule } from './prepare.ts';
import { renderExplanation } from './render-explanation.ts';

function ruleOf(detection: string, lineage: LineageMode = 'asim'): PreparedRule {
  const head = 'title: A rule\nid: a\nlevel: low\nlogsource: {category: process_creation}\ndetection:\n';
  const [rule] = loadSigma([new SourceText('rule.yml', head + detection)]).rules;
  const mapped = rule === undefined ? undefined : mapRule(rule, lineage).mapped;
  if (mapped === undefined) throw new Error('the rule of the test is wrong');
  return prepareRule(mapped);
}

function eventOf(columns: Partial<AsimColumns>, more: AdditionalFields = {}): MatchableEvent {
  return { columns: { ...columns, AdditionalFields: more } as AsimColumns };
}

const short = (found: Evidence[] | null): string[] | undefined =>
  found?.map((one) => `${one.selection} ${one.field} ${one.operator} ${one.pattern}: ${one.column}=${one.value}`);

describe('matchRule gives as evidence', () => {
  test('every value that held, in every column', () => {
    const rule = ruleOf("  sel:\n    ParentImage|contains: ['apache', 'httpd', 'bin']\n  condition: sel\n");
    const event = eventOf({ ActingProcessName: '/usr/sbin/apache2', ParentProcessName: '/usr/sbin/httpd' });
    expect(short(matchRule(rule, event))).toEqual([
      'sel ParentImage contains apache: ActingProcessName=/usr/sbin/apache2',
      'sel ParentImage contains bin: ActingProcessName=/usr/sbin/apache2',
      'sel ParentImage contains httpd: ParentProcessName=/usr/sbin/httpd',
      'sel ParentImage contains bin: ParentProcessName=/usr/sbin/httpd',
    ]);
  });

  test('with all, only what the column with all of them holds', () => {
    const rule = ruleOf("  sel:\n    ParentImage|contains|all: ['apache', 'sbin']\n  condition: sel\n");
    const event = eventOf({ ActingProcessName: '/opt/apache', ParentProcessName: '/usr/sbin/apache2' });
    expect(short(matchRule(rule, event))).toEqual([
      'sel ParentImage contains|all apache: ParentProcessName=/usr/sbin/apache2',
      'sel ParentImage contains|all sbin: ParentProcessName=/usr/sbin/apache2',
    ]);
  });

  test('nothing of what is negated, or of branches that did not hold', () => {
    const rule = ruleOf(
      '  a:\n    User: root\n    Image: x\n  b:\n    User: root\n  c:\n    Image: y\n  condition: (a or b) and not c\n',
    );
    expect(short(matchRule(rule, eventOf({ TargetUsername: 'root' })))).toEqual([
      'b User equals root: TargetUsername=root',
    ]);
  });

  test('what is negated twice', () => {
    const rule = ruleOf('  a:\n    User: root\n  b:\n    Image: x\n  condition: not (not a or b)\n');
    expect(short(matchRule(rule, eventOf({ TargetUsername: 'root' })))).toEqual([
      'a User equals root: TargetUsername=root',
    ]);
  });

  test('what neq negates, where a not negates it again', () => {
    const rule = ruleOf("  a:\n    User|neq|endswith: 'oot'\n  condition: not a\n");
    expect(short(matchRule(rule, eventOf({ TargetUsername: 'root' })))).toEqual([
      'a User endswith oot: TargetUsername=root',
    ]);
    expect(matchRule(rule, eventOf({ TargetUsername: 'x' }))).toBeNull();
  });

  test('one value for its variants, and the other field for a reference', () => {
    const rule = ruleOf(
      "  a:\n    CommandLine|windash|contains: ' -i'\n    User|fieldref: ParentUser\n  condition: a\n",
    );
    const event = eventOf({ TargetProcessCommandLine: 'x /i', TargetUsername: 'root', ActorUsername: 'root' });
    expect(short(matchRule(rule, event))).toEqual([
      'a CommandLine windash|contains  -i: TargetProcessCommandLine=x /i',
      'a User fieldref ParentUser: TargetUsername=root',
    ]);
  });

  test('null for what is absent', () => {
    const rule = ruleOf('  a:\n    User: null\n    CurrentDirectory|exists: false\n  condition: a\n');
    expect(short(matchRule(rule, eventOf({})))).toEqual([
      'a User equals null: TargetUsername=null',
      'a CurrentDirectory exists false: TargetProcessCurrentDirectory=null',
    ]);
  });

  test('a star for a keyword, and the place of an ancestor', () => {
    const keywords = ruleOf('  a: [nc]\n  condition: a\n');
    expect(short(matchRule(keywords, eventOf({}, { Argv: ['nc', '-e'] })))).toEqual([
      'a * equals nc: AdditionalFields.Argv=nc -e',
    ]);
    const ancestor = ruleOf("  a:\n    AncestorImage|endswith: '/nginx'\n  condition: a\n");
    const event = eventOf(
      {},
      {
        Ancestors: [
          { pid: '2', name: '/bin/sh' },
          { pid: '1', name: '/sbin/nginx' },
        ],
      },
    );
    expect(short(matchRule(ancestor, event))).toEqual([
      'a AncestorImage endswith /nginx: Ancestors[1].name=/sbin/nginx',
    ]);
  });

  test('an empty list for a rule of negations, and null for no match', () => {
    const rule = ruleOf('  a:\n    User: root\n  condition: not a\n');
    expect(matchRule(rule, eventOf({}))).toEqual([]);
    expect(matchRule(rule, eventOf({ TargetUsername: 'ROOT' }))).toBeNull();
  });

  test('each reason once, though two conditions name it', () => {
    const rule = ruleOf('  a:\n    User: root\n  condition: [a, a and a]\n');
    expect(matchRule(rule, eventOf({ TargetUsername: 'root' }))).toHaveLength(1);
  });
});

test('mapRule tells of an unknown field, once, and the nearest known', () => {
  const text =
    'title: t\nlevel: low\nlogsource: {category: process_creation}\ndetection:\n  a:\n    "ParentImge": x\n  condition: a or not a\n';
  const [rule] = loadSigma([new SourceText('rule.yml', text)]).rules;
  if (rule === undefined) throw new Error('the rule of the test is wrong');
  const { mapped, diagnostics } = mapRule(rule, 'asim');
  expect(mapped).toBeUndefined();
  expect(diagnostics.map(({ message, at }) => `${at?.line}:${at?.column} ${message}`)).toEqual([
    "6:6 unknown field 'ParentImge'; did you mean 'ParentImage'?",
  ]);
});

test('mapRule tells of an unknown field that is referred to', () => {
  const text =
    'title: t\nlevel: low\nlogsource: {category: process_creation}\ndetection:\n  a:\n    User|fieldref: ParentUsr\n  condition: a or not a\n';
  const [rule] = loadSigma([new SourceText('rule.yml', text)]).rules;
  const diagnostics = rule === undefined ? [] : mapRule(rule, 'asim').diagnostics;
  expect(diagnostics.map(({ message, at }) => `${at?.line}:${at?.column} ${message}`)).toEqual([
    "6:20 unknown field 'ParentUsr'; did you mean 'ParentUser'?",
  ]);
});

test('renderExplanation shows each node, and lets no control character through', () => {
  const rule = ruleOf(
    "  a:\n    Image|endswith: ['/sh', '/ash']\n    User: null\n  k: [xyz]\n  condition: a and not k\n",
  );
  const event = eventOf({ TargetProcessName: '/bin/sh', TargetUsername: '\u001b[31mx' });
  expect(renderExplanation(explain(rule, event)).split('\n')).toEqual([
    'no match: A rule (a)',
    '  - and',
    '    - a',
    '      - and',
    '        + Image|endswith',
    '            TargetProcessName is "/bin/sh": holds for 1 of 2: \'/sh\'',
    '        - User',
    '            TargetUsername is "\\x1b[31mx": holds for none of 1: \'null\'',
    '    + not',
    '      - k',
    '        - keywords',
  ]);
});
