import { convert } from '../lower/types.ts';
import type { KqlType, Typed } from '../plan.ts';
import { absent } from '../plan-sql.ts';
import { joined, list, literal, type Sql, sql } from '../sql.ts';
import { isWhole, itemsOf, membersOf, stringOf } from '../values/json.ts';
import { callNative, native } from './native.ts';
import type { Call, FunctionRow, FunctionTable } from './row.ts';
import { one, twoOf } from './shapes.ts';

const jsonType = native('json_type', {
  takes: ['dynamic'],
  gives: 'string',
  run: (json) => {
    if (itemsOf(json) !== undefined) return 'array';
    if (membersOf(json) !== undefined) return 'dictionary';
    if (stringOf(json) !== undefined) return 'string';
    if (/^\s*(?:true|false)/.test(json)) return 'bool';
    return isWhole(json) ? wholeType(BigInt(json.trim())) : 'double';
  },
});

/** Functions over any value. */
export const general: FunctionTable = {
  not: { takes: ['bool'], gives: 'bool', sql: one((a) => sql`(NOT ${a})`) },
  isnull: {
    takes: ['any'],
    gives: 'bool',
    sql: one((a, { args }) => (args[0]?.type === 'string' ? sql`false` : sql`(${a} IS NULL)`)),
  },
  isnotnull: {
    takes: ['any'],
    gives: 'bool',
    sql: one((a, { args }) => (args[0]?.type === 'string' ? sql`true` : sql`(${a} IS NOT NULL)`)),
  },
  iff: choice(),
  iif: choice(),
  case: choice(),
  coalesce: {
    takes: ['any'],
    sql: (_, { args, type }) =>
      type === 'string'
        ? sql`coalesce(${list(args.map((each) => sql`nullif(${convert(each, 'string')}, '')`))}, '')`
        : sql`coalesce(${list(args.map((each) => convert(each, type)))})`,
  },
  min_of: { takes: ['any'], sql: extreme((all) => sql`least(${all})`) },
  max_of: { takes: ['any'], sql: extreme((all) => sql`greatest(${all})`) },
  gettype: {
    ...jsonType,
    takes: ['any'],
    sql: one((a, { args }) => typeName(a, args[0]?.type)),
  },
  assert: {
    takes: ['bool', 'string'],
    gives: 'bool',
    sql: twoOf((a, message) => sql`CASE WHEN ${a} THEN true ELSE error(${message}) END`),
  },
};

/** Conditions, each with its value, and the value otherwise. A null condition is none. */
function choice(): FunctionRow {
  return {
    takes: ['any'],
    sql: (_, { args, type }) => {
      if (args.length < 3 || args.length % 2 === 0) return undefined;
      const values = args.map((each, at) => branch(each, at % 2 === 0 && at < args.length - 1, type));
      const otherwise = values.at(-1) ?? absent(type);
      const cases = Array.from(
        { length: (values.length - 1) / 2 },
        (_each, at) => sql`WHEN ${values[2 * at] ?? otherwise} THEN ${values[2 * at + 1] ?? otherwise}`,
      );
      return sql`CASE ${joined(cases, sql` `)} ELSE ${otherwise} END`;
    },
  };
}

function branch(value: Typed, isCondition: boolean, type: KqlType): Sql {
  return convert(value, isCondition ? 'bool' : type);
}

/** Nulls are left out, unless all are. */
function extreme(make: (all: Sql) => Sql): FunctionRow['sql'] {
  return (_, { args, type }: Call) =>
    type === 'dynamic' || args.length === 0 ? undefined : make(list(args.map((each) => convert(each, type))));
}

function typeName(value: Sql, type: KqlType | undefined): Sql {
  const [called] = jsonType.natives;
  if (type !== 'dynamic' || called === undefined) return literal(type ?? 'dynamic');
  return sql`coalesce(${callNative(called, [value])}, 'null')`;
}

function wholeType(value: bigint): string {
  return BigInt.asIntN(32, value) === value ? 'int' : 'long';
}
