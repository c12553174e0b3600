import { list, name as quoted, type Sql, sql } from '../sql.ts';
import type { FunctionRow } from './row.ts';

/**
 * What the functions that are written here, and not in SQL, take and give: whole numbers are bigints, times microseconds
 * since 1970, spans of time ticks of 100 nanoseconds, and `dynamic` is the text of its JSON.
 */
interface Values {
  readonly string: string;
  readonly long: bigint;
  readonly real: number;
  readonly bool: boolean;
  readonly datetime: bigint;
  readonly timespan: bigint;
  readonly dynamic: string;
  readonly guid: string;
}

export type NativeType = keyof Values;
export type NativeValue = Values[NativeType];

type Of<T extends readonly NativeType[]> = { readonly [K in keyof T]: Values[T[K]] };

/** A function that the database calls for each row, under its name in SQL. */
export interface Native {
  readonly name: string;
  readonly takes: readonly NativeType[];
  /** The type of all arguments behind those; without it there are none. */
  readonly rest?: NativeType;
  readonly gives: NativeType;
  readonly run: (...args: readonly NativeValue[]) => NativeValue | null;
}

interface Written<T extends readonly NativeType[], O extends readonly NativeType[], G extends NativeType> {
  readonly takes: T;
  /** Arguments that may be left out. */
  readonly optional?: O;
  readonly gives: G;
  /** Never called with a null: the result of one is null. */
  readonly run: (...args: [...Of<T>, ...Partial<Of<O>>]) => Values[G] | null;
}

/** A row whose function is written in this language. */
export interface NativeRow extends FunctionRow {
  readonly natives: readonly Native[];
}

/** A function that is written here: one native for each number of arguments that it may have. */
export function native<
  const T extends readonly NativeType[],
  const G extends NativeType,
  const O extends readonly NativeType[] = readonly [],
>(name: string, { takes, optional, gives, run }: Written<T, O, G>): NativeRow {
  const all: readonly NativeType[] = [...takes, ...(optional ?? [])];
  const natives = Array.from({ length: all.length - takes.length + 1 }, (_, more) => ({
    name: `kql_native_${name}_${takes.length + more}`,
    takes: all.slice(0, takes.length + more),
    gives,
    run: run as unknown as Native['run'],
  }));
  return {
    takes: all.length === 0 ? ['any'] : all,
    gives,
    orEmpty: gives === 'string',
    natives,
    sql: (args) => {
      const called = natives.find((each) => each.takes.length === args.length);
      return called === undefined ? undefined : callNative(called, args);
    },
  };
}

/** A function of any number of arguments, of one type, behind the first ones. */
export function nativeOfMany<
  const T extends readonly NativeType[],
  const R extends NativeType,
  const G extends NativeType,
>(
  name: string,
  written: {
    readonly takes: T;
    readonly rest: R;
    readonly gives: G;
    readonly run: (...args: [...Of<T>, ...Values[R][]]) => Values[G] | null;
  },
): NativeRow {
  const { takes, rest, gives } = written;
  const run = written.run as unknown as Native['run'];
  const called: Native = { name: `kql_native_${name}`, takes, rest, gives, run };
  return {
    takes: [...takes, rest],
    gives,
    orEmpty: gives === 'string',
    natives: [called],
    sql: (args) => (args.length <= takes.length ? undefined : callNative(called, args)),
  };
}

export function callNative({ name, takes, rest, gives }: Native, args: readonly Sql[]): Sql {
  const given = args.map((value, at) => outward(value, takes[at] ?? rest ?? 'string'));
  return inward(sql`${quoted(name)}(${list(given)})`, gives);
}

/** A value of SQL as a native takes it. */
function outward(value: Sql, type: NativeType): Sql {
  switch (type) {
    case 'datetime':
      return sql`epoch_us(${value})`;
    case 'dynamic':
    case 'guid':
      return sql`CAST(${value} AS VARCHAR)`;
    case 'long':
      return sql`CAST(${value} AS BIGINT)`;
    default:
      return value;
  }
}

function inward(value: Sql, type: NativeType): Sql {
  switch (type) {
    case 'datetime':
      return sql`make_timestamp(${value})`;
    case 'dynamic':
      return sql`CAST(${value} AS JSON)`;
    case 'guid':
      return sql`CAST(${value} AS UUID)`;
    default:
      return value;
  }
}

/** Whether a row has natives that the database must know. */
export function isNative(row: FunctionRow): row is NativeRow {
  return 'natives' in row;
}
