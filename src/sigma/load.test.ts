import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../diagnostic/source-text.ts';
import { type LoadedSigma, loadSigma } from './load.ts';

function load(...texts: readonly string[]): LoadedSigma {
  return loadSigma(texts.map((text, index) => new SourceText(`${index}.yml`, text)));
}

const codesOf = ({ diagnostics }: LoadedSigma): string[] => diagnostics.map(({ code }) => code);

const RULE = `title: A rule
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
name: a_rule
status: test
description: |
    Some text
author: Someone
license: DRL-1.1
tags:
    - attack.execution
logsource:
    category: process_creation
    product: linux
detection:
    selection:
        Image|endswith: '/sh'
    condition: selection
falsepositives:
    - Unknown
level: high
`;

const FILTER = `title: A filter
id: 029a690e-bef0-4204-a928-ef5e620d6fcc
logsource:
    category: process_creation
filter:
    rules:
        - a_rule
        - 929a690e-bef0-4204-a928-ef5e620d6fcc
    selection:
        User|startswith: adm_
    condition: not selection
`;

describe('loadSigma', () => {
  test('reads a rule whole', () => {
    const { rules, diagnostics, unsupported } = load(RULE);
    expect({ diagnostics, unsupported }).toEqual({ diagnostics: [], unsupported: 0 });
    expect(rules[0]).toMatchObject({
      kind: 'rule',
      id: '929a690e-bef0-4204-a928-ef5e620d6fcc',
      title: 'A rule',
      name: 'a_rule',
      status: 'test',
      description: 'Some text\n',
      author: 'Someone',
      license: 'DRL-1.1',
      level: 'high',
      tags: ['attack.execution'],
      falsepositives: ['Unknown'],
      logsource: { category: 'process_creation', product: 'linux' },
      path: '0.yml',
    });
  });

  test('passes over what says nothing of the conditions', () => {
    const more = [
      'related:\n    - id: 08fbc97d-0a2f-491c-ae21-8ffcfd3174e9\n      type: derived',
      "date: 2024-01-01\nmodified: '2024-01-02'\ntaxonomy: sigma",
      'references: [https://example.org]\nfields: [User]\nscope: [server]\ncustom: {a: [1]}',
    ];
    const { rules, diagnostics } = load(`${RULE}${more.join('\n')}\n`);
    expect(diagnostics).toEqual([]);
    expect(rules).toHaveLength(1);
  });

  test('reads a filter whole', () => {
    const { filters, diagnostics } = load(FILTER);
    expect(diagnostics).toEqual([]);
    expect(filters[0]).toMatchObject({
      kind: 'filter',
      title: 'A filter',
      rules: ['a_rule', '929a690e-bef0-4204-a928-ef5e620d6fcc'],
      condition: { kind: 'not', of: { kind: 'selection', name: 'selection' } },
    });
  });

  test('reads several documents in a file, and goes on behind a broken one', () => {
    const broken =
      'title: x\nlogsource: {category: process_creation}\ndetection:\n  a:\n    Image|what: x\n  condition: b\n';
    const loaded = load(`${RULE}---\n${broken}---\n${FILTER}---\n`);
    expect([loaded.rules.length, loaded.filters.length, loaded.unsupported]).toEqual([1, 1, 1]);
    expect(codesOf(loaded)).toEqual(['sigma-level-missing', 'sigma-unknown-modifier', 'sigma-condition-unknown']);
  });

  test('gives a rule without an id a hash of what it means', () => {
    const without = RULE.replace(/id: .*\n/, '');
    const [one, same, other] = [
      load(without),
      load(without.replace('A rule', 'Another title').replace('selection:', "'selection':")),
      load(without.replace('/sh', '/bash')),
    ].map(({ rules }) => rules[0]?.id);
    expect(one).toMatch(/^ir-[0-9a-f]{32}$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  test('uses the first of two rules with the same id', () => {
    const loaded = load(RULE, RULE.replace('A rule', 'Copy'));
    expect(loaded.rules.map(({ title }) => title)).toEqual(['A rule']);
    expect([codesOf(loaded), loaded.unsupported]).toEqual([['sigma-duplicate-id'], 1]);
  });

  test('does not count a broken filter as a rule', () => {
    const loaded = load(FILTER.replace('startswith', 'startwith'));
    expect([loaded.filters.length, loaded.unsupported]).toEqual([0, 0]);
    expect(codesOf(loaded)).toEqual(['sigma-unknown-modifier']);
  });

  test('merges a template into the rules behind it', () => {
    const rest = RULE.replace(/title: .*\n/, '').replace('condition: selection', 'condition: selection or more');
    const template = "action: global\ntitle: x\nlevel: low\ndetection:\n  more:\n    Image: '/ksh'\n";
    const { rules, diagnostics, unsupported } = load(`${template}---\n${rest}---\naction: reset\n---\n${FILTER}`);
    expect([diagnostics, unsupported]).toEqual([[], 0]);
    expect(rules).toMatchObject([
      { title: 'x', level: 'low', conditions: [{ kind: 'or', of: [{}, { name: 'more' }] }] },
    ]);
    expect(rules[0]?.span.source.position(rules[0].span.start).line).toBe(8);
  });

  test('repeats a rule with changes', () => {
    const repeat =
      '---\naction: repeat\nid: 129a690e-bef0-4204-a928-ef5e620d6fcc\ndetection:\n  selection:\n    User: x\n';
    const third = '---\naction: repeat\nid: 229a690e-bef0-4204-a928-ef5e620d6fcc\ntitle: Third\n';
    const { rules, diagnostics } = load(RULE + repeat + third);
    expect(diagnostics).toEqual([]);
    expect(rules.map(({ title }) => title)).toEqual(['A rule', 'A rule', 'Third']);
    const and = { kind: 'and', of: [{ item: { field: 'Image' } }, { item: { field: 'User' } }] };
    expect(rules.slice(1).map(({ conditions }) => conditions)).toMatchObject([[{ of: and }], [{ of: and }]]);
  });

  test.each([
    ['action: repeat\ntitle: x\n', 'the action has no rule before it to repeat', 1],
    ['action: globall\ntitle: x\n', "the action is unknown (globall); did you mean 'global'?", 1],
    ['action: global\ntitle: x\n', 'the file holds no rule and no filter', 0],
  ])('says what is wrong with %j', (text, message, unsupported) => {
    const loaded = load(text);
    expect([loaded.rules.length, loaded.unsupported]).toEqual([0, unsupported]);
    expect(loaded.diagnostics.map((one) => one.message)).toEqual([message]);
  });

  test.each([
    ['category: process_creation', true],
    ['category: process_creation\n    product: Linux', true],
    ['category: process_creation\n    product: windows', false],
    ['category: process_creation\n    service: auditd', false],
    ['product: linux', false],
    ['category: file_event\n    product: linux', false],
  ])('log source %s: %s', (logsource, isOurs) => {
    const loaded = load(RULE.replace('category: process_creation\n    product: linux', logsource));
    expect(loaded.rules).toHaveLength(isOurs ? 1 : 0);
    expect(codesOf(loaded)).toEqual(isOurs ? [] : ['sigma-unsupported-logsource']);
  });

  test('takes names like __proto__ as any other', () => {
    const text = RULE.replaceAll('selection', '__proto__').replace(
      'name: a_rule',
      '__proto__: {level: low}\nconstructor: x',
    );
    const { rules, diagnostics } = load(text);
    expect(diagnostics).toEqual([]);
    expect(rules[0]?.conditions).toMatchObject([{ kind: 'selection', name: '__proto__' }]);
    expect(rules[0]?.level).toBe('high');
  });

  test('writes aliases out', () => {
    const { rules } = load(RULE.replace("'/sh'", "&shells ['/sh', '/bash']\n        ParentImage|endswith: *shells"));
    expect(rules[0]?.conditions).toMatchObject([
      { of: { of: [{ item: { tests: [{}, {}] } }, { item: { tests: [{}, {}] } }] } },
    ]);
  });
});

describe('loadSigma survives', () => {
  const laughs = Array.from('bcdefghij', (name, index) => {
    const before = 'abcdefghij'[index] ?? '';
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`;
  });
  test.each([
    ['flow lists without end', '['.repeat(100_000)],
    ['flow maps without end', '{a: '.repeat(100_000)],
    ['nested dashes', `${'- '.repeat(100_000)}a`],
    ['nested keys', Array.from({ length: 2_000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
    ['explicit keys', '? '.repeat(20_000)],
    ['aliases of aliases', `a: &a [x,x,x,x,x,x,x,x,x]\n${laughs.join('\n')}`],
    ['an alias of what it is in', 'a: &a [*a]'],
    ['many documents', '---\na\n'.repeat(100_000)],
    ['many keys', Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['closing brackets', '}'.repeat(100_000)],
    ['quotes', '"'.repeat(100_001)],
    ['anchors', `${'&a '.repeat(30_000)}x`],
    ['a long condition', RULE.replace('condition: selection', `condition: ${'selection or '.repeat(70_000)}selection`)],
    ['a large template', `action: global\nx: [${'a,'.repeat(90_000)}a]\n${'---\na: 1\n'.repeat(900)}`],
    ['a large file', 'x'.repeat(3_000_000)],
  ])('%s', (_, text) => {
    const start = performance.now();
    const loaded = load(text);
    expect(loaded.rules.length + loaded.diagnostics.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('any bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((all) => new TextDecoder().decode(all));
    fc.assert(
      fc.property(fc.oneof(bytes, fc.string({ unit: 'binary' })), (text) => check(text)),
      { numRuns: 3_000 },
    );
  });

  test('rules that were changed at random', () => {
    const signs = fc.constantFrom(
      ...Array.from(':|-*&!\'"[]{}#?>%\\\n\t \0é😀,'),
      'null',
      'condition',
      'and',
      '|re',
      '|all',
      '---\n',
    );
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 30 }),
      insert: fc.oneof(signs, fc.string({ maxLength: 5 })),
    });
    const edits = fc.array(edit, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(RULE, FILTER, `${RULE}---\n${FILTER}`), edits, (text, all) =>
        check(all.reduce(applied, text)),
      ),
      { numRuns: 5_000 },
    );
  });
});

function applied(text: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + insert + text.slice(place + remove);
}

/** What is not used is explained, at a place in the file. */
function check(text: string): void {
  const loaded = load(text);
  const used = loaded.rules.length + loaded.filters.length;
  expect(used > 0 || loaded.diagnostics.length > 0).toBe(true);
  expect(loaded.unsupported).toBeLessThanOrEqual(loaded.diagnostics.length);
  for (const { at } of loaded.diagnostics)
    expect([at?.line, at?.column].every((n) => n !== undefined && n >= 1)).toBe(true);
}

test('values that are too many are told once of an item', () => {
  const value = "' -a -b -c -d -e -f -g -h'";
  const list = `[${Array.from({ length: 50 }, () => value).join(', ')}]`;
  const detection = `detection:\n  s: {CommandLine|windash: ${list}}\n  t: {Image|windash: ${list}}\n  condition: s or t\n`;
  const text = `title: t\nlevel: low\nlogsource: {category: process_creation}\n${detection}`;
  const { rules, diagnostics } = loadSigma([new SourceText('rule.yml', text)]);
  expect(rules).toEqual([]);
  expect(diagnostics.map(({ code, at }) => `${code} ${at?.line}`)).toEqual([
    'sigma-too-many-variants 5',
    'sigma-too-many-variants 6',
  ]);
});
