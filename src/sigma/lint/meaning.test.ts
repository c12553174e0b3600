import { describe, expect, test } from 'vitest';
import { SourceText } from '../../diagnostic/source-text.ts';
import { canBeFixed } from './changeable.ts';
import { fixSource } from './fix.ts';
import { lintSource } from './lint.ts';
import { meaningOf } from './meaning.ts';

const ID = 'id: 929a690e-bef0-4204-a928-ef5e620d6fcc\n';
const HEAD = `title: A rule of tests\n${ID}level: low\nlogsource: {category: process_creation, product: linux}\n`;
const ruleText = (selection: string, condition = 's') =>
  `${HEAD}detection:\n  s:\n    ${selection}\n  condition: ${condition}\n`;
const filterText = (selection: string) =>
  `title: A filter\n${ID}logsource: {category: process_creation}\nfilter:\n  rules: any\n  s:\n    ${selection}\n  condition: not s\n`;
const countText = (condition: string) =>
  `${ruleText('Image: x')}---\ntitle: Many\nid: 029a690e-bef0-4204-a928-ef5e620d6fcc\nlevel: low\ncorrelation:\n` +
  `  type: event_count\n  rules: [929a690e-bef0-4204-a928-ef5e620d6fcc]\n  group-by: [User]\n  timespan: 5m\n  condition: ${condition}\n`;

const source = (text: string) => new SourceText('rule.yml', text);
const meaning = (text: string) => meaningOf(source(text));

/** What stands between a fix and a rule that means something else. */
describe('the meaning of a file changes with', () => {
  const rule = ruleText('Image: x');
  test.each([
    ['a value', rule, ruleText('Image: y')],
    ['a value more', rule, ruleText('Image: [x, y]')],
    ['a field', rule, ruleText('User: x')],
    ['a modifier', rule, ruleText('Image|cased: x')],
    ['letters where they count', ruleText('Image|cased: x'), ruleText('Image|cased: X')],
    ['a negation', rule, ruleText('Image: x', 'not s')],
    ['and for or', ruleText('Image: [x, y]'), ruleText('Image|all: [x, y]')],
    ['the title', rule, rule.replace('A rule', 'B rule')],
    ['the id', rule, rule.replace('929a', '829a')],
    ['the log source', rule, rule.replace('linux', 'windows')],
    ['a rule that cannot be used', rule, ruleText('Image|wrong: x')],
    ['another error', ruleText('Image|wrong: x'), ruleText('Image|re: (x')],
    ['a regular expression', ruleText('Image|re: a.b'), ruleText('Image|re: a\\.b')],
    ['an expression in a group', ruleText("Image|re: '(a|b)c'"), ruleText("Image|re: 'a|bc'")],
    ['a value of a filter', filterText('User: a'), filterText('User: b')],
    ['the rules of a filter', filterText('User: a'), filterText('User: a').replace('any', '[x]')],
    ['the title of a filter', filterText('User: a'), filterText('User: a').replace('A filter', 'B filter')],
    ['what is counted', countText('{gte: 3}'), countText('{gte: 4}')],
    ['the level of a correlation', countText('{gte: 3}'), countText('{gte: 3}').replace(/low(?=\ncorr)/, 'high')],
  ])('%s', (_, one, other) => expect(meaning(one)).not.toBe(meaning(other)));

  test.each([
    ['a value given twice', ruleText('Image: [x, y]'), ruleText('Image: [x, y, X]')],
    ['an escape that an expression does not need', ruleText("Image|re: 'a\\/b'"), ruleText('Image|re: a/b')],
    ['quotes', rule, ruleText('\'Image\': "x"')],
    ['a comment', rule, `# comment\n${rule}`],
    ['a warning', rule, rule.replace('level: low', 'level: low\nstatus: unheard')],
  ])('but not with %s', (_, one, other) => expect(meaning(one)).toBe(meaning(other)));
});

test.each([
  ['title: a\n', true],
  ['title: a & b *c\n', true],
  ['title: a\nbase: &x 1\n', false],
  ['title: *x\n', false],
  ['title: "&x *y"\n', true],
  ['title: |\n  *x\n', true],
  ['action: global\n', false],
  ['title: a\n---\n  "action" : repeat\n', false],
  ["'action': global\n", false],
  ['title: a action: b\n', true],
  ['reaction: b\n', true],
])('%j can be changed in one place: %s', (text, expected) => expect(canBeFixed(text)).toBe(expected));

describe('fixes', () => {
  const leading = ruleText("Image: '*/sh'");

  test('are made where parts stand alone', () => {
    const { source: after, fixed } = fixSource(source(leading));
    expect(fixed.map(({ code }) => code)).toEqual(['lint-affix']);
    expect(after.text).toBe(ruleText("Image|endswith: '/sh'"));
  });

  test('are told of, but not made, where parts are shared', () => {
    const shared = leading.replace('title: A rule of tests', 'title: &title A rule of tests');
    expect(lintSource(source(shared)).map(({ code, fix }) => [code, fix])).toEqual([['lint-affix', undefined]]);
    expect(fixSource(source(shared))).toEqual({ source: source(shared), fixed: [] });
  });

  test('are made all, in every document, in the order of the text', () => {
    const two = `${leading}---\n${leading.replace('929a', '829a').replace('/sh', '/ash')}`;
    const { source: after, fixed } = fixSource(source(two));
    expect(fixed).toHaveLength(2);
    expect(after.text).toBe(two.replaceAll("Image: '*/", "Image|endswith: '/"));
  });
});

test('findings come in the order of the text, and a broken document does not hide the next', () => {
  const broken = '- a list\n';
  const text = `${broken}---\n${ruleText("Image: ['*/sh', '*/sh']")}`;
  const places = lintSource(source(text)).map(({ span }) => span.start);
  expect(places.length).toBeGreaterThan(0);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});
