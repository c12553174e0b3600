import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import type { AsimColumns } from '../../src/event/process-event.ts';
import { fold } from '../../src/match/fold.ts';
import { mapRule } from '../../src/match/mapping.ts';
import { matchRule } from '../../src/match/match.ts';
import { prepareRule } from '../../src/match/prepare.ts';
import type { Expression, StringPattern, Test } from '../../src/sigma/ir.ts';
import { loadSigma, type Placeholders } from '../../src/sigma/load.ts';

/** Each modifier against a simple implementation of its own, on random values. */
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const ascii = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 });
const RUNS = { numRuns: 400 };

describe('encodings', () => {
  test('base64 is what is written by hand', () => {
    check(text, (value) => {
      const encoded = byHand(utf8(value));
      expect(patternsOf(`CommandLine|base64: ${literal(value)}`)).toEqual([encoded]);
      expect(matches(`CommandLine|base64|contains|cased: ${literal(value)}`, { command: `x ${encoded} y` })).toBe(true);
    });
  });

  test.each([
    ['wide', utf16],
    ['utf16le', utf16],
    ['utf16be', (value: string) => swapped(utf16(value))],
    ['utf16', (value: string) => [0xff, 0xfe, ...utf16(value)]],
  ])('%s makes the bytes', (modifier, bytes) => {
    check(text, (value) => {
      expect(patternsOf(`CommandLine|${modifier}|base64: ${literal(value)}`)).toEqual([byHand(bytes(value))]);
    });
  });

  test('base64offset has all that is certain at each offset, and no more', () => {
    check(text, (value) => {
      const bytes = utf8(value);
      fc.pre(bytes.length > 1);
      const certain = [0, 1, 2].map((before) => {
        const encoded = byHand([...new Array<number>(before).fill(0), ...bytes, 0, 0]);
        return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
      });
      expect(patternsOf(`CommandLine|base64offset: ${literal(value)}`)).toEqual(certain);
    });
  });

  test('base64offset finds a value anywhere in a longer text', () => {
    check(fc.tuple(fc.string(), text, fc.string(), fc.boolean()), ([before, value, behind, isWide]) => {
      fc.pre(utf8(value).length > 1);
      const whole = before + value + behind;
      const encoded = byHand(isWide ? utf16(whole) : utf8(whole));
      const item = `CommandLine|${isWide ? 'wide|' : ''}base64offset|contains|cased: ${literal(value)}`;
      expect(matches(item, { command: encoded })).toBe(true);
    });
  });

  test('wide alone is the bytes as text, where they are text', () => {
    check(ascii, (value) => {
      const command = [...value].map((character) => `${character}\0`).join('');
      expect(matches(`CommandLine|wide|cased: ${literal(value)}`, { command })).toBe(true);
    });
  });

  test('no encoding takes a wildcard', () => {
    check(fc.tuple(fc.constantFrom('base64', 'base64offset', 'wide', 'utf16'), ascii), ([modifier, value]) => {
      const written = yaml(`${escaped(value)}*`);
      expect(codesOf(`CommandLine|${modifier}: ${written}`)).toContain('sigma-encoding');
    });
  });
});

test('windash takes each choice of dashes, and nothing else', () => {
  const dash = fc.constantFrom('-', '/', '–', '—', '―');
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '1', 'é', '_'), minLength: 1, maxLength: 3 });
  const options = fc.array(fc.record({ written: dash, seen: dash, word }), { minLength: 1, maxLength: 4 });
  check(options, (all) => {
    const item = `CommandLine|windash: ${literal(all.map((one) => ` ${one.written}${one.word}`).join(''))}`;
    const seen = (sign: (one: (typeof all)[number]) => string) => all.map((one) => ` ${sign(one)}${one.word}`).join('');
    expect(patternsOf(item)).toHaveLength(5 ** all.length);
    expect(matches(item, { command: seen((one) => one.seen) })).toBe(true);
    expect(matches(item, { command: seen(() => '~') })).toBe(false);
    expect(matches(item, { command: seen(() => '') })).toBe(false);
  });
});

test('expand is the same as the values written out', () => {
  const value = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '\\', '%'), maxLength: 4 });
  const values = fc.array(value, { minLength: 1, maxLength: 3 });
  check(fc.tuple(values, values, fc.string({ unit: fc.constantFrom('a', 'b', '*', '%'), maxLength: 5 })), (given) => {
    const [first, second, command] = given;
    const placeholders = new Map(Object.entries({ first, second }));
    const written = first.flatMap((one) => second.map((other) => yaml(`a${closed(one)}\\\\${closed(other)}`)));
    const expanded = matches(`CommandLine|expand: ${yaml('a%first%\\\\%second%')}`, { command }, placeholders);
    expect(expanded).toBe(matches(`CommandLine: [${written.join(', ')}]`, { command }));
  });
});

describe('numbers', () => {
  const number = fc.oneof(
    fc.integer(),
    fc.integer({ min: -20, max: 20 }),
    fc.integer({ min: -99_999, max: 99_999 }).map((n) => n / 100),
  );
  const operators: readonly [string, (a: number, b: number) => boolean][] = [
    ['lt', (a, b) => a < b],
    ['lte', (a, b) => a <= b],
    ['gt', (a, b) => a > b],
    ['gte', (a, b) => a >= b],
  ];

  test.each(operators)('%s compares numbers', (name, compare) => {
    check(fc.tuple(number, number, fc.constantFrom('', '0', '00')), ([a, b, zeros]) => {
      const id = a < 0 ? `-${zeros}${-a}` : `${zeros}${a}`;
      expect(matches(`ProcessId|${name}: ${b}`, { id })).toBe(compare(a, b));
    });
  });

  test.each(operators)('%s never holds for other text', (name) => {
    const other = fc.oneof(fc.string(), fc.constantFrom('1e3', '0x10', '1_000', '1,5', ' 1', '1 ', '.5', '5.', 'NaN'));
    check(fc.tuple(other, number), ([id, b]) => {
      fc.pre(!/^[+-]?[0-9]+([.][0-9]+)?$/.test(id));
      expect(matches(`ProcessId|${name}: ${b}`, { id })).toBe(false);
    });
  });
});

describe('neq', () => {
  const value = fc.constantFrom('a', 'b', 'ab', "''", 'null', "'*'", '1');
  test('is the opposite, whatever it negates', () => {
    const modifier = fc.constantFrom('', '|contains', '|contains|all', '|re', '|windash', '|cased', '|endswith');
    const values = fc.array(value, { minLength: 1, maxLength: 3 }).map((all) => `[${all.join(', ')}]`);
    check(fc.tuple(modifier, values, fc.constantFrom('', 'a', 'b', 'ab', '1', 'A')), ([name, all, command]) => {
      fc.pre(codesOf(`CommandLine${name}: ${all}`).length === 0);
      const plain = matches(`CommandLine${name}: ${all}`, { command });
      expect(matches(`CommandLine${name}|neq: ${all}`, { command })).toBe(!plain);
    });
  });
});

test('fieldref is a direct comparison of values that are there', () => {
  const places = {
    '': (a: string, b: string) => a === b,
    '|startswith': (a: string, b: string) => a.startsWith(b),
    '|endswith': (a: string, b: string) => a.endsWith(b),
    '|contains': (a: string, b: string) => a.includes(b),
  };
  const value = fc.string({ unit: fc.constantFrom('a', 'A', 'é', 'É', '*', '?', '\\'), maxLength: 3 });
  const modifier = fc.constantFrom(...(Object.keys(places) as (keyof typeof places)[]));
  check(fc.tuple(value, value, modifier, fc.boolean()), ([command, user, where, isCased]) => {
    const [a, b] = isCased ? [command, user] : [fold(command), fold(user)];
    const item = `CommandLine|fieldref${where}${isCased ? '|cased' : ''}: User`;
    expect(matches(item, { command, user })).toBe(a !== '' && b !== '' && places[where](a, b));
  });
});

test('parts of dates are those of the calendar, in UTC', () => {
  const date = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
  check(fc.tuple(date, fc.constantFrom(...Object.keys(partsOf(new Date(0))))), ([one, part]) => {
    const wanted = partsOf(one)[part] ?? 0;
    const time = one.toISOString();
    expect(matches(`EventStartTime|${part}: ${wanted}`, { time })).toBe(true);
    expect(matches(`EventStartTime|${part}|gt: ${wanted}`, { time })).toBe(false);
  });
});

/** From the text of the date; the week by counting from the first Monday's week of the year. */
function partsOf(date: Date): Record<string, number> {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = date.toISOString().split(/\D/).map(Number);
  let week = 1;
  const next = firstMonday(year + 1);
  const start = date >= next ? next : date < firstMonday(year) ? firstMonday(year - 1) : firstMonday(year);
  for (let monday = plusWeek(start); monday <= date; monday = plusWeek(monday)) week += 1;
  return { year, month, day, hour, minute, week };
}

/** The Monday of the week that has the 4th of January. */
function firstMonday(year: number): Date {
  const date = new Date(Date.UTC(year, 0, 4));
  while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1);
  return date;
}

function plusWeek(date: Date): Date {
  return new Date(date.getTime() + 7 * 24 * 3_600_000);
}

function check<T>(values: fc.Arbitrary<T>, property: (value: T) => void): void {
  fc.assert(fc.property(values, property), RUNS);
}

interface Seen {
  readonly command?: string;
  readonly user?: string;
  readonly id?: string;
  readonly time?: string;
}

function ruleText(item: string): string {
  const head = 'title: t\nlevel: low\nlogsource: {category: process_creation}\n';
  return `${head}detection:\n  sel:\n    ${item}\n  condition: sel\n`;
}

function load(item: string, placeholders: Placeholders = new Map()) {
  return loadSigma([new SourceText('rule.yml', ruleText(item))], { placeholders });
}

function codesOf(item: string): string[] {
  return load(item).diagnostics.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
}

function matches(item: string, { command, user, id, time }: Seen, placeholders?: Placeholders): boolean {
  const { rules, diagnostics } = load(item, placeholders);
  const [rule] = rules;
  const mapped = rule === undefined ? undefined : mapRule(rule, 'asim').mapped;
  if (mapped === undefined) throw new Error(`${item}: ${diagnostics[0]?.message}`);
  const names = { TargetProcessCommandLine: command, TargetUsername: user, TargetProcessId: id, EventStartTime: time };
  const columns = { ...names, AdditionalFields: {} } as unknown as AsimColumns;
  return matchRule(prepareRule(mapped), { columns }) !== null;
}

/** The texts that the values of the item have become. */
function patternsOf(item: string): string[] {
  const tests = load(item).rules.flatMap((rule) => rule.conditions.flatMap(testsOf));
  return tests.flatMap((one) => (one.kind === 'string' ? [textOf(one.pattern)] : []));
}

function testsOf(expression: Expression): readonly Test[] {
  if (expression.kind === 'selection') return testsOf(expression.of);
  if (expression.kind !== 'item') return [];
  return expression.item.tests.flatMap((one) => (one.kind === 'variants' ? one.of : [one]));
}

function textOf(pattern: StringPattern): string {
  return pattern.map((part) => (part.kind === 'literal' ? part.text : `<${part.kind}>`)).join('');
}

/** A value that means exactly this text. */
function literal(value: string): string {
  return yaml(escaped(value));
}

function escaped(value: string): string {
  return value.replace(/[\\*?]/g, '\\$&');
}

/** The value with a lone backslash at its end escaped, so that what is put behind cannot change it. */
function closed(value: string): string {
  const backslashes = /\\*$/.exec(value)?.[0].length ?? 0;
  return backslashes % 2 === 1 ? `${value}\\` : value;
}

function yaml(value: string): string {
  const escapes = value.replace(/[^ !#-[\]-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escapes}"`;
}

function utf8(value: string): number[] {
  return [...new TextEncoder().encode(value)];
}

function utf16(value: string): number[] {
  return value.split('').flatMap((unit) => [unit.charCodeAt(0) & 0xff, unit.charCodeAt(0) >> 8]);
}

function swapped(bytes: readonly number[]): number[] {
  return bytes.map((_, index) => bytes[index ^ 1] ?? 0);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 bit by bit. */
function byHand(bytes: readonly number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,6}/g) ?? [];
  const signs = groups.map((group) => ALPHABET.charAt(Number.parseInt(group.padEnd(6, '0'), 2)));
  return signs.join('') + '='.repeat((4 - (signs.length % 4)) % 4);
}
