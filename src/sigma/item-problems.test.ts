import { describe, expect, test } from 'vitest';
import { SourceText } from '../diagnostic/source-text.ts';
import { loadSigma } from './load.ts';
import { printExpression } from './print.ts';

/** Items beside one that is fine: every problem with its columns, and that the rule is used only if none is an error. */
const HEAD = 'title: t\nlevel: low\nlogsource: {category: process_creation}\ndetection:\n  sel:\n    User: a\n';

function load(item: string, placeholders: Readonly<Record<string, readonly string[]>> = {}) {
  const text = `${HEAD}    ${item}\n  condition: sel\n`;
  return loadSigma([new SourceText('rule.yml', text)], { placeholders: new Map(Object.entries(placeholders)) });
}

function problems(item: string, placeholders?: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const { rules, diagnostics } = load(item, placeholders);
  expect(rules).toHaveLength(diagnostics.some(({ severity }) => severity === 'error') ? 0 : 1);
  return diagnostics.map(({ at, message }) => `${at?.line}:${at?.column}-${at?.endColumn} ${message}`);
}

/** The second item as text; the first is `User: a`. */
function meaning(item: string, placeholders?: Readonly<Record<string, readonly string[]>>): string | undefined {
  const [condition] = load(item, placeholders).rules[0]?.conditions ?? [];
  return (
    condition &&
    printExpression(condition, String)
      .split('\n')
      .slice(4)
      .join('\n')
      .replace(/[ \n]+/g, ' ')
      .trim()
  );
}

describe('what is wrong with an item', () => {
  test.each([
    ["CommandLine|fieldref: ''", "7:27-29 modifier 'fieldref' needs the name of a field, not an empty string"],
    [
      'CommandLine|fieldref: Us*',
      "7:27-30 modifier 'fieldref' needs the name of a field, not a pattern with wildcards",
    ],
    ['DstIp|cidr: 10.0.0.0/33', "7:17-28 '10.0.0.0/33' is not a network: the prefix is longer than 32 bits"],
    ['DstIp|cidr: 10.*', "7:17-21 '10.*' is not a network: not an IPv4 or IPv6 address"],
    ['DstIp|cidr: [10.0.0.0/8, x]', "7:30-31 'x' is not a network: not an IPv4 or IPv6 address"],
    ['DstIp|cidr: 10.0.0.0/1234', "7:17-30 '10.0.0.0/1234' is not a network: the prefix is not a number"],
    [
      'CommandLine|base64offset: a',
      "7:31-32 modifier 'base64offset' cannot encode this value: it is shorter than 2 bytes, and would be found almost anywhere",
    ],
    ['CommandLine|base64: a*b', "7:26-27 modifier 'base64' cannot encode this value: it holds a wildcard"],
    ["CommandLine|base64: '\\*a\\\\?b'", "7:31-32 modifier 'base64' cannot encode this value: it holds a wildcard"],
    [
      'CommandLine|wide|contains: é',
      "7:32-33 modifier 'wide' cannot encode this value: its bytes are no text; put base64 or base64offset behind",
    ],
    ['CommandLine|hour: 7.5', "7:23-26 modifier 'hour' needs a whole number from 0 to 23, not 7.5"],
    ['EventStartTime|hour: 24', "7:26-28 modifier 'hour' needs a whole number from 0 to 23, not 24"],
    ['EventStartTime|week: 0', "7:26-27 modifier 'week' needs a whole number from 1 to 53, not 0"],
    ['CommandLine|re: (a', '7:21-23 regular expression: missing closing )'],
    ['CommandLine|re: a(?=b)c', '7:22-25 regular expression: look-around is not supported'],
    ['CommandLine|exists: 1', "7:25-26 modifier 'exists' needs true or false, not a number"],
    ['CommandLine|re: [1]'],
    ['CommandLine|lt: a', "7:21-22 modifier 'lt' needs a number, not a string"],
    ['CommandLine|contains: null', "7:27-31 modifier 'contains' needs a string or a number or true or false, not null"],
    ['CommandLine|re|contains: a', "7:20-28 modifier 'contains' cannot be combined with 're'"],
    ['CommandLine|i: a', "7:17-18 modifier 'i' must come after 're'"],
    ['CommandLine|contains|base64: a', "7:26-32 modifier 'contains' must come after 'base64'"],
    ['CommandLine|contains|contains: a', "7:26-34 modifier 'contains' is given twice"],
    ['CommandLine|re|i|i: a', "7:22-23 modifier 'i' is given twice"],
    ['CommandLine|containz: a', "7:17-25 unknown modifier 'containz'; did you mean 'contains'?"],
    ['CommandLine|all: a', "7:22-23 'all' on a single value ('CommandLine|all')"],
    ['CommandLine|all: [a]', "7:23-24 'all' on a single value ('CommandLine|all')"],
    ['CommandLine: []', "7:18-20 'CommandLine' is empty"],
    ['CommandLine: [a, null]', "7:22-26 null in the list of values of 'CommandLine'"],
    ['CommandLine: [null]'],
    ['CommandLine: {a: b}', "7:18-24 'CommandLine' must be a value or a list of values, not a map"],
    ['CommandLine: [[a]]', "7:19-22 'CommandLine' must be a value or a list of values, not a list"],
    ["CommandLine: '*'", "7:18-21 'CommandLine' with this value matches every event"],
    ["CommandLine|contains: ''", "7:27-29 'CommandLine|contains' with this value matches every event"],
    ['CommandLine: 12345678901234567890', '7:18-38 the number 12345678901234567890 cannot be kept exactly'],
    ['CommandLine|expand: "%admins%"', "7:26-34 no values are given for the placeholder 'admins'"],
  ])('%s', (item, ...found) => expect(problems(item)).toEqual(found));
});

describe('what a modifier makes', () => {
  test.each([
    ['DstIp|cidr: 10.0.0.0/8', 'any DstIp cidr 10.0.0.0/8'],
    ['DstIp|cidr: fe80::/10', 'any DstIp cidr fe80:0:0:0:0:0:0:0/10'],
    ['CommandLine|utf16be: "\\uefbb\\ubf41"', 'any CommandLine string "\ufeffA"'],
    ['CommandLine|hour: 0', 'any CommandLine hour eq 0'],
    ['CommandLine|week|lte: 53', 'any CommandLine week lte 53'],
    ['CommandLine|re|i|m|s: a', 'any CommandLine regex "a" flags ims'],
    ['CommandLine|contains: 007', 'any CommandLine string * "007" *'],
    ['CommandLine|startswith: true', 'any CommandLine string "true" *'],
    ['CommandLine: 0x1F', 'any CommandLine number 31 written "0x1F"'],
    ['CommandLine|exists: no', undefined],
  ])('%s: %s', (item, text) => expect(meaning(item)).toBe(text));

  test('values of placeholders go through the modifiers behind', () => {
    const placeholders = { net: ['10.0.0.0/8', '::1'], stars: ['a*'], one: ['x'] };
    expect(meaning("DstIp|expand|cidr: '%net%'", placeholders)).toBe(
      'any DstIp variants (cidr 10.0.0.0/8 | cidr 0:0:0:0:0:0:0:1/128)',
    );
    expect(meaning("CommandLine|expand|contains: '%one%-%one%'", placeholders)).toBe(
      'any CommandLine string * "x-x" *',
    );
    expect(problems("CommandLine|expand|base64: '%stars%'", placeholders)).toEqual([
      "7:32-41 modifier 'base64' cannot encode this value: it holds a wildcard",
    ]);
  });
});

describe('too many values', () => {
  const many = Array.from({ length: 400 }, (_, index) => `v${index}`);

  test('are counted before they are made: placeholders multiply', () => {
    expect(problems("CommandLine|expand: '%a%%a%'", { a: many })).toEqual([
      "7:25-33 modifier 'expand' makes too many values of this one",
    ]);
    expect(problems("CommandLine|expand: '%a%%b%'", { a: many, b: many.slice(0, 250) })).toEqual([]);
  });

  test('are told of once in an item, and again in the next', () => {
    const item = "CommandLine|expand: ['%a%%a%', '%a%%a%']\n    Image|expand: '%a%%a%'";
    expect(problems(item, { a: many })).toEqual([
      "7:26-34 modifier 'expand' makes too many values of this one",
      "8:19-27 modifier 'expand' makes too many values of this one",
    ]);
  });

  test('are counted over the whole file; three for each value of base64offset', () => {
    const offsets = (count: number) => `[${new Array(count).fill('ab').join(', ')}]`;
    const item = (count: number) => `CommandLine|expand: '%a%%b%'\n    Image|base64offset|contains: ${offsets(count)}`;
    const placeholders = { a: many.slice(0, 333), b: many.slice(0, 300) };
    expect(problems(item(33), placeholders)).toEqual([]);
    expect(problems(item(34), placeholders)).toEqual([
      "8:167-169 modifier 'base64offset' makes too many values of this one",
    ]);
  });
});
