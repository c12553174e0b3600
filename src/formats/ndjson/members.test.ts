import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ABSENT, ASCII_TEXT, Members, OTHER_TEXT, OTHER_VALUE } from './members.ts';

const WANTED = ['a', 'Image', 'CommandLine', 'constructor', '__proto__'];

/** What was found at each wanted key; undefined where the line was not read. */
function read(members: Members, line: Buffer): readonly (readonly [number, string])[] | undefined {
  // The line stands between others, and its end is not that of the buffer.
  const buffer = Buffer.concat([Buffer.from('"}\n'), line, Buffer.from('\n{"a":"\\"')]);
  if (!members.read(buffer, 3, 3 + line.length)) return undefined;
  return WANTED.map((_, place) => {
    const kind = members.kinds[place] ?? ABSENT;
    const text = kind === ABSENT ? '' : buffer.toString('utf8', members.starts[place], members.ends[place]);
    return [kind, text];
  });
}

/** Fails unless what was found in a line is what `JSON.parse` finds there. */
function checkRead(line: Buffer, found: readonly (readonly [number, string])[]): void {
  const parsed = JSON.parse(line.toString('utf8')) as Record<string, unknown>;
  expect(typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)).toBe(true);
  for (const [place, [kind, text]] of found.entries()) {
    const name = WANTED[place] ?? '';
    const value = Object.hasOwn(parsed, name) ? parsed[name] : undefined;
    if (kind === ABSENT) expect(Object.hasOwn(parsed, name)).toBe(false);
    if (kind === ASCII_TEXT) expect(value).toBe(text);
    if (kind === OTHER_TEXT) expect(value).toBe(JSON.parse(`"${text}"`));
    if (kind === OTHER_VALUE) expect(value).toEqual(JSON.parse(text));
  }
}

const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WANTED, 'b', 'Imag', 'Images', 'CommandLinf', '') },
  { weight: 1, arbitrary: fc.constantFrom('\\u0061', '\\"', 'é', 'k\\n', '😀', 'x'.repeat(300)) },
);
const text = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        '/usr/bin/',
        ' ',
        'é',
        '😀',
        '\\"',
        '\\\\',
        '\\n',
        '\\u00e9',
        '\\ud83d',
        '\\/',
        '\u2028',
        '\x7f',
        '{',
        '}',
        ',',
        ':',
      ],
    ),
    { maxLength: 6 },
  )
  .map((pieces) => `"${pieces.join('')}"`);
const NUMBERS = [
  '0',
  '-0',
  '1',
  '10.5',
  '1e3',
  '1E+3',
  '-1.5e-10',
  '1e999',
  '01',
  '.5',
  '1.',
  '-',
  '+1',
  '1e',
  '0x1',
  'NaN',
];
const word = fc.constantFrom('true', 'false', 'null', 'tru', 'True', 'undefined', '');
const blank = fc.constantFrom('', '', '', '', '', '', ' ', '\t', '\r', '\f', '\u00a0');
const { value, object } = fc.letrec<{ value: string; list: string; object: string; member: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 8, arbitrary: text },
    { weight: 1, arbitrary: fc.constantFrom(...NUMBERS.slice(0, 8)) },
    { weight: 1, arbitrary: tie('list') },
    { weight: 1, arbitrary: tie('object') },
  ),
  list: fc.array(fc.tuple(blank, tie('value'), blank).map(joined), { maxLength: 3 }).map((all) => `[${all.join(',')}]`),
  member: fc
    .tuple(blank, key, blank, tie('value'), blank)
    .map(([a, name, b, of, c]) => `${a}"${name}"${b}:${a}${of}${c}`),
  object: fc.array(tie('member'), { maxLength: 5 }).map((all) => `{${all.join(',')}}`),
}));
const odd = fc.oneof(word, fc.constantFrom(...NUMBERS), value).map((each) => `{"a":${each}}`);

function joined(parts: readonly string[]): string {
  return parts.join('');
}

/** A byte of a line changed, left out or doubled. */
const damage = fc.tuple(fc.nat(), fc.constantFrom(...'"\\{}[],:0 eu\x00\x1f\x80\xc3\xff'), fc.constantFrom(-1, 0, 1));

function damaged(line: Buffer, [place, by, more]: readonly [number, string, number]): Buffer {
  const at = place % (line.length + 1);
  const piece = more < 0 ? Buffer.alloc(0) : Buffer.from(by, 'latin1');
  return Buffer.concat([line.subarray(0, at), piece, line.subarray(at + (more > 0 ? 0 : 1))]);
}

test('what is read of a line is what JSON.parse reads, whatever the line is', () => {
  const members = new Members(WANTED);
  const counts = { lines: 0, read: 0, valid: 0 };
  fc.assert(
    fc.property(fc.oneof(object, object, odd), fc.array(damage, { maxLength: 3 }), (line, damages) => {
      const whole = Buffer.from(line);
      for (const bytes of [whole, ...damages.map((each) => damaged(whole, each))]) {
        const found = read(members, bytes);
        counts.lines += 1;
        if (isObject(bytes)) counts.valid += 1;
        if (found === undefined) continue;
        counts.read += 1;
        checkRead(bytes, found);
      }
    }),
    { numRuns: 30_000 },
  );
  console.log(`lines of JSON: ${counts.lines}, ${counts.valid} are objects, ${counts.read} were read in place`);
  expect(counts.lines).toBeGreaterThan(60_000);
  expect(counts.read).toBeGreaterThan(counts.valid / 4);
  expect(counts.read).toBeLessThan(counts.valid);
});

function isObject(line: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

test.each([
  ['{}', true],
  [' { } ', true],
  ['{"a":"x","Image":"y"}', true],
  ['{"Image":"y","a":"x"}', true],
  ['{"a": {"Image":"no","x":[1,2,{"a":null}]} , "b" : 1}', false],
  ['{"a": {"Image":"no","x":[1,2,{"a":null}]} , "b": 1}', true],
  ['{"a":"x\\u0041\\\\"}', true],
  ['{"a":"x","a":"y"}', false],
  ['{"a":"x",}', false],
  ['{"a":"x"}}', false],
  ['{"a":"x"', false],
  ['{"a":"\t"}', false],
  ['{"a":"\\x"}', false],
  ['{"a":"\\u12g4"}', false],
  ['{"a":01}', false],
  ['{"a":1,"b":-}', false],
  ['["a"]', false],
  ['', false],
  [`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, false],
])('of %s it is said whether it is read: %s', (line, expected) => {
  expect(read(new Members(WANTED), Buffer.from(line)) !== undefined).toBe(expected);
});

test('lines with ever new keys are not read, and nothing is kept of them', () => {
  const members = new Members(WANTED);
  const results = Array.from({ length: 3000 }, (_, at) => read(members, Buffer.from(`{"k${at}":1,"a":"b"}`)));
  expect(results[0]?.[0]).toEqual([ASCII_TEXT, 'b']);
  expect(results.at(-1)).toBe(undefined);
  expect(read(members, Buffer.from('{"a":"c","k1":2}'))?.[0]).toEqual([ASCII_TEXT, 'c']);
});
