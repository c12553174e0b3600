import { sql } from '../sql.ts';
import { native } from './native.ts';
import type { FunctionTable } from './row.ts';
import { one, twoOf } from './shapes.ts';

const MASK = 0xffff_ffff_ffff_ffffn;

/** Functions over the 64 bits of a whole number. */
export const binary: FunctionTable = {
  binary_and: { takes: ['long'], gives: 'long', sql: twoOf((a, b) => sql`(${a} & ${b})`) },
  binary_or: { takes: ['long'], gives: 'long', sql: twoOf((a, b) => sql`(${a} | ${b})`) },
  binary_xor: { takes: ['long'], gives: 'long', sql: twoOf((a, b) => sql`xor(${a}, ${b})`) },
  binary_not: { takes: ['long'], gives: 'long', sql: one((a) => sql`(~ ${a})`) },
  binary_shift_left: native('binary_shift_left', {
    takes: ['long', 'long'],
    gives: 'long',
    run: (value, by) => (by < 0n ? null : BigInt.asIntN(64, value << (by % 64n))),
  }),
  binary_shift_right: native('binary_shift_right', {
    takes: ['long', 'long'],
    gives: 'long',
    run: (value, by) => (by < 0n ? null : value >> (by % 64n)),
  }),
  bitset_count_ones: { takes: ['long'], gives: 'long', sql: one((a) => sql`CAST(bit_count(${a}) AS BIGINT)`) },
  tohex: native('tohex', {
    takes: ['long'],
    optional: ['long'],
    gives: 'string',
    run: (value, length = 0n) => (value & MASK).toString(16).padStart(Math.min(64, Number(length)), '0'),
  }),
};
