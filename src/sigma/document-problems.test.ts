import { describe, expect, test } from 'vitest';
import { SourceText } from '../diagnostic/source-text.ts';
import { loadSigma } from './load.ts';

const RULE = `title: A rule
level: low
logsource:
  category: process_creation
detection:
  s:
    Image: x
  condition: s
`;
const FILTER = `title: A filter
logsource:
  category: process_creation
filter:
  rules: any
  s:
    User: x
  condition: not s
`;

const load = (text: string) => loadSigma([new SourceText('rule.yml', text)]);

/** Every problem of a file with its place. */
function problemsOf(text: string): readonly string[] {
  return load(text).diagnostics.map(({ at, message }) => `${at?.line}:${at?.column}-${at?.endColumn} ${message}`);
}

/** The text with one line, or several, in the place of one. */
function changed(text: string, line: string, by: string): string {
  if (!text.includes(line)) throw new Error(`no ${line}`);
  return text.replace(line, by);
}

describe('what is wrong with a rule', () => {
  test.each([
    ['title: A rule', 'title:', "1:7-8 the rule has no 'title'"],
    ['title: A rule', "title: '  '", "1:8-9 the rule has no 'title'"],
    ['title: A rule', 'title: [a]', "1:8-11 'title' must be text, not a list"],
    ['title: A rule', 'title: 5'],
    ['level: low', 'level: lo', "2:8-10 unknown level 'lo'; did you mean 'low'?"],
    [
      'level: low',
      'level: [low]',
      "2:8-13 'level' must be text, not a list",
      "1:1-2 the rule has no level; 'medium' is used",
    ],
    ['level: low', 'level: null', "1:1-2 the rule has no level; 'medium' is used"],
    ['level: low', 'level: low\nid: 5', "3:5-6 the id '5' is not a UUID"],
    ['level: low', 'level: low\nid: {a: b}', "3:5-11 'id' must be text, not a map"],
    [
      'level: low',
      'level: low\nstatus: experimentl',
      "3:9-20 unknown status 'experimentl'; did you mean 'experimental'?",
    ],
    ['level: low', 'level: low\ntags: {a: b}', "3:7-13 'tags' must be text or a list of texts, not a map"],
    [
      'level: low',
      'level: low\ntags: [a, null, [b]]',
      "3:11-15 'tags' must be a list of texts, not null",
      "3:17-20 'tags' must be a list of texts, not a list",
    ],
    ['level: low', 'level: low\ntags: a\nfalsepositives: null'],
    ['level: low', 'level: low\nauthor: [a]', "3:9-12 'author' must be text, not a list"],
    ['level: low', 'level: low\ntaxonomy: other', "3:11-16 taxonomy 'other' is not supported"],
    [
      'logsource:\n  category: process_creation',
      'logsource: process_creation',
      "3:12-28 'logsource' must be a map, not a string",
    ],
    ['logsource:\n  category: process_creation\n', '', "1:1-2 the rule has no 'logsource'"],
    ['  category: process_creation', '  category: dns', '4:3-4 log source category=dns is not Linux process creation'],
    ['  condition: s', '  condition:', "6:3-4 the detection has no 'condition'"],
    ['  condition: s\n', '', "6:3-4 the detection has no 'condition'"],
    ['  condition: s', '  condition: []', "8:14-16 'condition' is empty"],
    ['  condition: s', '  condition: {a: b}', "8:14-20 'condition' must be text or a list of texts, not a map"],
    ['  condition: s', '  condition: [s, null]', "8:18-22 'condition' must be a list of texts, not null"],
    ['  condition: s', '  condition: s\n  timeframe: 5m', '9:3-12 a timeframe is not supported yet'],
    ['  condition: s', '  condition: s\n  t: {User: y}', "9:3-4 no condition uses the search identifier 't'"],
    ['  s:\n    Image: x', '  s: {}', "6:6-8 's' is empty"],
    ['  s:\n    Image: x', '  s: []', "6:6-8 's' is empty"],
    ['  s:\n    Image: x', '  s:', '6:5-6 the keyword is empty'],
    [
      'detection:\n  s:\n    Image: x\n  condition: s',
      'detection: []',
      "5:12-14 'detection' must be a map, not a list",
    ],
    [
      'detection:\n  s:\n    Image: x\n  condition: s',
      'other: 1',
      '1:1-2 this document is no rule, correlation or filter: its keys are title, level, logsource, other',
    ],
    [
      'detection:\n  s:\n    Image: x\n  condition: s',
      'a: 1\nb: 2\nc: 3',
      '1:1-2 this document is no rule, correlation or filter: its keys are title, level, logsource, a, b, …',
    ],
  ])('%j is %j', (line, by, ...found) => {
    expect(problemsOf(changed(RULE, line, by))).toEqual(found);
  });
});

describe('what is wrong with a filter', () => {
  test.each([
    ['title: A filter', 'title:', "1:7-8 the filter has no 'title'"],
    ['title: A filter', 'title: A filter\ntaxonomy: other', "2:11-16 taxonomy 'other' is not supported"],
    ['title: A filter', 'title: A filter\nid: x', "2:5-6 the id 'x' is not a UUID"],
    ['logsource:\n  category: process_creation\n', '', "1:1-2 the filter has no 'logsource'"],
    ['  category: process_creation', '  category: dns', '3:3-4 log source category=dns is not Linux process creation'],
    ['  rules: any\n', '', "5:3-4 the filter has no 'rules'"],
    ['  rules: any', '  rules:', "5:3-4 the filter has no 'rules'"],
    ['  rules: any', '  rules: []', "5:10-12 'rules' is empty"],
    ['  rules: any', '  rules: {a: b}', "5:10-16 'rules' must be text or a list of texts, not a map"],
    ['  condition: not s\n', '', "5:3-4 the filter has no 'condition'"],
    ['  condition: not s', '  condition: null', "5:3-4 the filter has no 'condition'"],
    ['  condition: not s', '  condition: [not s]', "8:14-21 'condition' must be one condition, not a list"],
    [
      '  condition: not s',
      '  condition: s',
      '8:14-15 the condition of this filter has no `not`: it keeps what matches, and excludes everything else',
    ],
    [
      '  condition: not s',
      '  condition: s and s',
      '8:14-21 the condition of this filter has no `not`: it keeps what matches, and excludes everything else',
    ],
    [
      'filter:\n  rules: any\n  s:\n    User: x\n  condition: not s',
      'filter: [a]',
      "4:9-12 'filter' must be a map, not a list",
    ],
  ])('%j is %j', (line, by, ...found) => {
    const text = changed(FILTER, line, by);
    expect(problemsOf(text)).toEqual(found);
    expect(load(text).unsupported).toBe(0);
  });

  test.each([
    ['  condition: not s', '  condition: s or not s'],
    ['    User: x', '    User|neq: x'],
    ['  s:\n    User: x', '  s:\n    - User: x\n    - Image: y'],
    ['title: A filter', 'title: A filter\ndescription: why'],
  ])('nothing: %j is %j', (line, by) => {
    const { filters, diagnostics } = load(changed(FILTER, line, by));
    expect(filters).toHaveLength(1);
    expect(diagnostics).toEqual([]);
  });

  test('the rules that it is for', () => {
    const of = (rules: string) => load(changed(FILTER, '  rules: any', `  rules: ${rules}`)).filters[0]?.rules;
    expect([of('any'), of('[any]'), of('some'), of('[a, b]'), of('5')]).toEqual([
      'any',
      ['any'],
      ['some'],
      ['a', 'b'],
      ['5'],
    ]);
  });

  test('it keeps its description, and without an id has a hash of what it means', () => {
    const [one] = load(changed(FILTER, 'title: A filter', 'title: A filter\ndescription: why')).filters;
    const [other] = load(changed(FILTER, 'User: x', 'User: y')).filters;
    expect(one).toMatchObject({ description: 'why', path: 'rule.yml' });
    expect(load(FILTER).filters[0]).not.toHaveProperty('description');
    expect(one?.id).toBe(load(FILTER).filters[0]?.id);
    expect(other?.id).not.toBe(one?.id);
  });
});

describe('collections', () => {
  const titles = (...documents: string[]) => {
    const { rules, filters } = load(documents.join('---\n'));
    return [...rules, ...filters].map(({ title }) => title);
  };
  const global = 'action: global\ntitle: From the template\n';
  const rest = changed(RULE, 'title: A rule\n', '');

  test('a template is for rules, up to the reset; filters stand alone', () => {
    expect(titles(global, rest, FILTER)).toEqual(['From the template', 'A filter']);
    expect(titles(global, RULE)).toEqual(['From the template']);
    expect(titles(global, rest, 'action: reset\n', `id: y\n${RULE}`)).toEqual(['From the template', 'A rule']);
  });

  test('to repeat is to repeat the last rule, not a filter', () => {
    expect(titles(RULE, FILTER, 'action: repeat\ntitle: Again\nid: x\n')).toEqual(['A rule', 'Again', 'A filter']);
    expect(titles(global, rest, 'action: repeat\nid: x\n')).toEqual(['From the template', 'From the template']);
  });

  test('maps are merged, and else the template counts', () => {
    const merged = load(`action: global\ndetection: {s: {Image: [a], User: b}}\n---\n${RULE}`).rules[0];
    expect(JSON.stringify(merged?.conditions)).toMatch(/"text":"a".*"text":"b"/);
    expect(JSON.stringify(merged?.conditions)).not.toContain('"text":"x"');
    expect(problemsOf(`action: global\ndetection: none\n---\n${RULE}`)).toEqual([
      "2:12-16 'detection' must be a map, not a string",
    ]);
  });

  test.each([
    ['action: repeat\ntitle: x\n', '1:9-15 the action has no rule before it to repeat'],
    ['action: repaet\ntitle: x\n', "1:9-15 the action is unknown (repaet); did you mean 'repeat'?"],
    ['action: [repeat]\ntitle: x\n', '1:9-17 the action is unknown ()'],
    ['action: global\n', '1:1-2 the file holds no rule and no filter'],
  ])('%j', (text, ...found) => expect(problemsOf(text)).toEqual(found));

  test('written out, they may stand for so much only', () => {
    const list = `x: [${new Array(60_000).fill('a').join(',')}]`;
    const found = problemsOf(`action: global\n${list}\n---\n${new Array(9).fill(RULE).join('---\n')}`);
    expect(found.filter((one) => one.includes('nodes'))).toEqual([
      '1:1-2 more than 500000 nodes, collections written out',
    ]);
  });
});

describe('YAML', () => {
  test.each([
    [changed(RULE, 'level: low', 'level: low\n<<: {a: b}'), '3:1-3 merge keys are not supported in rules'],
    [changed(RULE, 'level: low', "level: low\n'<<': {a: b}")],
    [
      changed(RULE, 'level: low', 'level: low\n? {a: b}\n: c'),
      '3:3-9 maps and lists as keys are not supported in rules',
    ],
    [
      changed(RULE, 'level: low', 'level: low\nx: !!binary aGk='),
      '3:13-17 binary values and dates with a tag are not supported in rules',
    ],
    [changed(RULE, 'level: low', 'level: low\nx: &a [*a]'), "3:8-10 alias '*a' refers to a node that it is in"],
    [changed(RULE, 'level: low', 'level: low\nx: *b'), "3:4-6 alias '*b' refers to no anchor"],
    [changed(RULE, 'level: low', 'level: low\nx: &a [b]\ny: *a')],
    [changed(RULE, 'level: low', 'level: low\nx: 1\nx: 2'), "4:1-2 key 'x' is already given in line 3"],
    [changed(RULE, 'level: low', 'level: low\nx: "a'), '10:1-2 YAML: Missing closing "quote'],
    [
      changed(RULE, 'level: low', 'level: low\n x: a'),
      '2:8-9 YAML: Nested mappings are not allowed in compact mappings',
      '2:8-11 YAML: Implicit keys need to be on a single line',
    ],
    [
      changed(RULE, 'level: low', `level: low\nx: ${'['.repeat(41)}${']'.repeat(41)}`),
      '3:43-44 YAML is nested deeper than 40 levels',
    ],
    ['- a\n', '1:1-2 this document is no rule, correlation or filter: it is a list'],
    ['text\n', '1:1-2 this document is no rule, correlation or filter: it is a string'],
    ['---\n---\n', '1:1-2 the file holds no rule and no filter'],
    ['# comment\n---\n# comment\n', '1:1-2 the file holds no rule and no filter'],
  ])('%j', (text, ...found) => expect(problemsOf(text)).toEqual(found));

  test('values are anchored, and repeated', () => {
    const text = changed(RULE, '    Image: x', '    Image: &v [x, 1, true, null, 0x10, 1.5]\n    User: *v');
    const tests = JSON.stringify(load(text).rules[0]?.conditions, (key, value) => (key === 'span' ? undefined : value));
    expect(tests.match(/"text":"0x10"/g)).toHaveLength(2);
    expect(tests.match(/"kind":"null"/g)).toHaveLength(2);
  });

  test('aliases of aliases are bounded, in number and in depth', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let at = 1; at < 8; at += 1) bomb.push(`a${at}: &a${at} [${new Array(10).fill(`*a${at - 1}`).join(', ')}]`);
    expect(problemsOf(`${bomb.join('\n')}\n${RULE}`).filter((one) => one.includes('aliases written out'))).toHaveLength(
      1,
    );
    const deep = ['a0: &a0 [x]'];
    for (let at = 1; at < 45; at += 1) deep.push(`a${at}: &a${at} [*a${at - 1}]`);
    expect(problemsOf(`${deep.join('\n')}\n${RULE}`)[0]).toBe('41:11-17 YAML is nested deeper than 40 levels');
  });
});
