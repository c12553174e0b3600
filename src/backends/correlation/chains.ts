import type { Declared, Named, Operator, Scalar } from '../../kql/ast.ts';
import { binary, call, column, long } from '../../kql/build.ts';
import { COLUMN } from './columns.ts';
import { extend, iff, largest, sumOf } from './steps.ts';

/** Of how many rules all rows are followed: their number grows by the square, what is compared by the third power. */
export const MAX_CHAIN = 16;

const STEP = 'each';

/** Before any event: what has not been seen. */
const NEVER: Scalar & { readonly kind: 'datetime' } = { kind: 'datetime', value: -62_135_596_800_000 };

/**
 * Measures for each match, of those from `start` on, how many different rules have matched. For each rule the time of its
 * last match is kept; where `restarts` holds all are forgotten.
 */
export function seenRules(rules: number, restarts: Scalar, start: Scalar): readonly Operator[] {
  const names = [...Array(rules).keys()].map((rule) => `Seen${rule + 1}`);
  const seen = names.map((name, rule) => ({ name, of: iff(isRule(rule), column(COLUMN.time), kept(name, restarts)) }));
  const counted = names.map((name) => iff(binary(column(name), '>=', start), long(1), long(0)));
  return [scan(seen), extend({ [COLUMN.measure]: sumOf(counted) })];
}

/**
 * Measures for each match the length of the longest row of ever later rules, none of which matched earlier than the one
 * before, that begins at `start` or later. For each rule and length the latest beginning of such a row is kept. Where only
 * the row of all rules counts (`onlyAll`), only rows of all rules up to one are followed.
 */
export function chains(rules: number, onlyAll: boolean, restarts: Scalar, start: Scalar): readonly Operator[] {
  const begun: Named[] = [];
  for (let rule = 0; rule < rules; rule += 1)
    for (let length = onlyAll ? rule + 1 : 1; length <= rule + 1; length += 1)
      begun.push({ name: nameOf(rule, length), of: beginning(rule, length, onlyAll, restarts) });
  const lengths = [...Array(rules).keys()].map((at) => rules - at).filter((length) => !onlyAll || length === rules);
  const cases = lengths.flatMap((length) => [
    binary(largest(endings(rules, length).map(column)), '>=', start),
    long(length),
  ]);
  return [scan(begun), extend({ [COLUMN.measure]: call('case', ...cases, long(0)) })];
}

/** Rows of so many rules can end with the rule of that number or a later one. */
function endings(rules: number, length: number): string[] {
  return [...Array(rules).keys()].slice(length - 1).map((rule) => nameOf(rule, length));
}

function nameOf(rule: number, length: number): string {
  return `Chain${rule + 1}_${length}`;
}

/** Where a rule matches, the rows that end with an earlier rule become longer by it. */
function beginning(rule: number, length: number, onlyAll: boolean, restarts: Scalar): Scalar {
  const before = onlyAll ? [nameOf(rule - 1, length - 1)] : endings(rule, length - 1);
  const begins = length === 1 ? column(COLUMN.time) : iff(restarts, NEVER, largest(before.map(previous)));
  return iff(isRule(rule), begins, kept(nameOf(rule, length), restarts));
}

function isRule(rule: number): Scalar {
  return binary(column(COLUMN.rule), '==', long(rule));
}

function kept(name: string, restarts: Scalar): Scalar {
  return iff(restarts, NEVER, previous(name));
}

/** The value at the row before. */
function previous(name: string): Scalar {
  return { kind: 'member', of: column(STEP), name };
}

function scan(columns: readonly Named[]): Operator {
  const declare = columns.map(({ name }): Declared => ({ name, type: 'datetime', initial: NEVER }));
  return { kind: 'scan', declare, step: STEP, columns };
}
