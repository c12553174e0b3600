import { convert } from '../lower/types.ts';
import type { KqlType } from '../plan.ts';
import { type Sql, sql } from '../sql.ts';
import type { FunctionRow, FunctionTable } from './row.ts';
import { two } from './two.ts';

type Made = (a: Sql, b: Sql) => Sql;

/** An operator by the type of its result, and by the types of both values where they are times. */
type Forms = Readonly<Record<string, Made>>;

const SPAN = (span: Sql): Sql => sql`to_microseconds(${span} // 10)`;

function arithmeticOf(forms: Forms): FunctionRow {
  return {
    takes: ['any'],
    sql: two((a, b, { args, type }) => {
      const types = args.map((each) => each.type);
      const timed = forms[types.join(' ')];
      if (timed !== undefined) return timed(a, b);
      const make = forms[type];
      if (make === undefined || !types.every((each) => isNumber(each))) return undefined;
      const [one = 'dynamic', other = 'dynamic'] = types;
      return make(convert({ sql: a, type: one }, type), convert({ sql: b, type: other }, type));
    }),
  };
}

function isNumber(type: KqlType): boolean {
  return ['int', 'long', 'real', 'decimal', 'dynamic', 'bool'].includes(type);
}

const truncated = (value: Sql): Sql => sql`CAST(trunc(${value}) AS BIGINT)`;

/** Times and spans of time among the numbers: spans are ticks, and times have microseconds. */
const add: Forms = {
  'datetime timespan': (a, b) => sql`(${a} + ${SPAN(b)})`,
  'timespan datetime': (a, b) => sql`(${b} + ${SPAN(a)})`,
  'timespan timespan': (a, b) => sql`(${a} + ${b})`,
  long: (a, b) => sql`(${a} + ${b})`,
  real: (a, b) => sql`(${a} + ${b})`,
  decimal: (a, b) => sql`(${a} + ${b})`,
};

const subtract: Forms = {
  'datetime timespan': (a, b) => sql`(${a} - ${SPAN(b)})`,
  'datetime datetime': (a, b) => sql`((epoch_us(${a}) - epoch_us(${b})) * 10)`,
  'timespan timespan': (a, b) => sql`(${a} - ${b})`,
  long: (a, b) => sql`(${a} - ${b})`,
  real: (a, b) => sql`(${a} - ${b})`,
  decimal: (a, b) => sql`(${a} - ${b})`,
};

const multiply: Forms = {
  'timespan long': (a, b) => sql`(${a} * ${b})`,
  'timespan int': (a, b) => sql`(${a} * ${b})`,
  'timespan real': (a, b) => truncated(sql`${a} * ${b}`),
  'long timespan': (a, b) => sql`(${a} * ${b})`,
  'int timespan': (a, b) => sql`(${a} * ${b})`,
  'real timespan': (a, b) => truncated(sql`${a} * ${b}`),
  long: (a, b) => sql`(${a} * ${b})`,
  real: (a, b) => sql`(${a} * ${b})`,
};

/** Whole numbers give a whole number, toward zero; by zero there is none. */
const divide: Forms = {
  'timespan timespan': (a, b) => sql`(${a}::DOUBLE / ${b}::DOUBLE)`,
  'timespan long': (a, b) => sql`(${a} // ${b})`,
  'timespan int': (a, b) => sql`(${a} // ${b})`,
  'timespan real': (a, b) => truncated(sql`${a} / ${b}`),
  long: (a, b) => sql`(${a} // ${b})`,
  real: (a, b) => sql`(${a} / ${b})`,
};

/** The rest is never negative. */
const modulo: Forms = {
  'timespan timespan': (a, b) => rest(a, b),
  long: (a, b) => rest(a, b),
};

function rest(a: Sql, b: Sql): Sql {
  return sql`(((${a} % ${b}) + abs(${b})) % abs(${b}))`;
}

export const arithmetic: FunctionTable = {
  AddExpression: arithmeticOf(add),
  SubtractExpression: arithmeticOf(subtract),
  MultiplyExpression: arithmeticOf(multiply),
  DivideExpression: arithmeticOf(divide),
  ModuloExpression: arithmeticOf(modulo),
};
