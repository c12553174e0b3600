import { describe, expect, test } from 'vitest';
import type { Native, NativeType, NativeValue } from '../../../src/kql/functions/native.ts';
import { natives } from '../../../src/kql/functions/registry.ts';

/** Values as a log or a query may have them. JSON is always valid where it gets to a native. */
const HOSTILE: Readonly<Record<NativeType, readonly NativeValue[]>> = {
  string: [
    '',
    '\0',
    '%',
    '\\',
    '"',
    '$.',
    '🜁'.repeat(10_000),
    'a.'.repeat(10_000),
    ' '.repeat(20_000),
    '1'.repeat(20_000),
    '::'.repeat(10_000),
    `${'"a,'.repeat(30_000)}\n`,
    '\\'.repeat(20_000),
    `xn--${'a'.repeat(60)}99999999`,
  ],
  dynamic: [
    'null',
    '""',
    '[]',
    '{}',
    '{"__proto__":1,"constructor":[]}',
    '[1e400,-0,12345678901234567890123]',
    `${'['.repeat(3000)}${']'.repeat(3000)}`,
    `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`,
    JSON.stringify(Array.from({ length: 2000 }, (_, at) => at)),
    JSON.stringify('x'.repeat(20_000)),
    ' [ 1 , "a" , null ] ',
  ],
  long: [0n, -1n, 1n, 2n ** 63n - 1n, -(2n ** 63n)],
  real: [0, -0, 1.5, Number.NaN, Infinity, -Infinity, Number.MAX_VALUE],
  bool: [true, false],
  datetime: [0n, -62_135_596_800_000_000n, 253_402_300_799_999_999n],
  timespan: [0n, 1n, -(2n ** 63n) + 1n],
  guid: ['74be27de-1e4e-49d9-b579-fe0b331d3642'],
};

describe('natives bear hostile values, in bounded time', () => {
  test.each(natives.map((native) => [native.name, native] as const))('%s', (_, native) => {
    for (const args of combinations(native)) {
      const start = performance.now();
      let result: NativeValue | null = null;
      try {
        result = native.run(...args);
      } catch (error) {
        expect(String(error)).toContain('not supported here');
      }
      expect(performance.now() - start).toBeLessThan(5000);
      if (result !== null) expect(typeof result).toBe(JS_TYPES[native.gives]);
      if (native.gives === 'dynamic' && result !== null) JSON.parse(String(result));
    }
  });
});

const JS_TYPES: Readonly<Record<NativeType, string>> = {
  string: 'string',
  dynamic: 'string',
  long: 'bigint',
  real: 'number',
  bool: 'boolean',
  datetime: 'bigint',
  timespan: 'bigint',
  guid: 'string',
};

/** Each value in each place once, with the others in turn. */
function combinations({ takes, rest }: Native): NativeValue[][] {
  const types = rest === undefined ? takes : [...takes, rest, rest];
  const longest = Math.max(1, ...types.map((type) => HOSTILE[type].length));
  return [0, 1].flatMap((shift) =>
    Array.from({ length: longest }, (_, at) =>
      types.map((type, place) => {
        const values = HOSTILE[type];
        return values[(at + place * shift) % values.length] as NativeValue;
      }),
    ),
  );
}
