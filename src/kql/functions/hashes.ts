import { convert } from '../lower/types.ts';
import { type Sql, sql } from '../sql.ts';
import { xxhash64 } from '../values/xxhash.ts';
import { callNative, native } from './native.ts';
import type { FunctionRow, FunctionTable } from './row.ts';
import { one } from './shapes.ts';

const ofText = native('xxhash64_text', {
  takes: ['string'],
  gives: 'long',
  run: (text) => xxhash64(Buffer.from(text)),
});
const ofTicks = native('xxhash64_long', {
  takes: ['long'],
  gives: 'long',
  run: (value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return xxhash64(bytes);
  },
});

const xxhash = {
  takes: ['any'],
  gives: 'long',
  natives: [...ofText.natives, ...ofTicks.natives],
  sql: one((value, { args }) => {
    const [text, ticks] = [ofText.natives[0], ofTicks.natives[0]];
    const type = args[0]?.type;
    if (type === 'string' && text !== undefined) return callNative(text, [value]);
    return type === 'datetime' && ticks !== undefined ? callNative(ticks, [sql`kql_ticks(${value})`]) : undefined;
  }),
} as FunctionRow;

/** Hashes of texts and times; how other types become bytes is not documented. */
export const hashes: FunctionTable = {
  hash: xxhash,
  hash_xxhash64: xxhash,
  hash_md5: digest((text) => sql`md5(${text})`),
  hash_sha1: digest((text) => sql`sha1(${text})`),
  hash_sha256: digest((text) => sql`sha256(${text})`),
};

/** Of a time it is the hash of its text. */
function digest(make: (text: Sql) => Sql): FunctionRow {
  return {
    takes: ['any'],
    gives: 'string',
    sql: one((_, { args }) => {
      const [value] = args;
      return value?.type === 'string' || value?.type === 'datetime' ? make(convert(value, 'string')) : undefined;
    }),
  };
}
