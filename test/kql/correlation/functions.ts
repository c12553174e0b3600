import { createHash } from 'node:crypto';
import type { Scalar } from '../../../src/kql/ast.ts';
import type { Row } from '../evaluate-scalar.ts';
import {
  asNumber,
  asText,
  asTruth,
  datetime,
  dynamic,
  isNull,
  KqlError,
  long,
  real,
  string,
  type Value,
} from '../value.ts';
import { evaluateWith, type Special } from './replace.ts';

/** Functions that only correlations use. Times and lengths of time are milliseconds. */
export const plain: Special = ({ name, of }, valueIn) => {
  switch (name) {
    case 'bin': {
      const [value, size] = of.map((each) => asNumber(valueIn(each)));
      return datetime(value == null || size == null ? null : Math.floor(value / size) * size);
    }
    case 'range': {
      const [from = 0, to = 0, step = 1] = of.map((each) => asNumber(valueIn(each)) ?? Number.NaN);
      return dynamic(Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step));
    }
    case 'ceiling':
      return real(Math.ceil(asNumber(valueIn(argument(of, 0))) ?? Number.NaN));
    case 'array_sort_asc': {
      const { value } = valueIn(argument(of, 0));
      if (!Array.isArray(value)) throw new KqlError('array_sort_asc of no list');
      return dynamic([...value].sort(isText(value) ? undefined : (a, b) => Number(a) - Number(b)));
    }
    case 'array_slice': {
      const { value } = valueIn(argument(of, 0));
      if (!Array.isArray(value)) throw new KqlError('array_slice of no list');
      const [from = 0, last = 0] = of.slice(1).map((each) => asNumber(valueIn(each)) ?? Number.NaN);
      return dynamic(value.slice(from, last + 1));
    }
    case 'string_size':
      return long(Buffer.byteLength(asText(valueIn(argument(of, 0)))));
    case 'hash_sha256':
      return string(
        createHash('sha256')
          .update(asText(valueIn(argument(of, 0))))
          .digest('hex'),
      );
    default:
      return undefined;
  }
};

function isText(list: readonly unknown[]): boolean {
  return list.every((each) => typeof each === 'string');
}

/** Functions over the rows before: `rows` must be in an order that some `sort` has made. */
export function windowed(rows: readonly Row[]): (at: number) => Special {
  const sessions: Value[] = [];
  return (at) => {
    const special: Special = (call, valueIn) => {
      switch (call.name) {
        case 'row_number':
          return long(at + 1);
        case 'prev': {
          const of = argument(call.of, 0);
          const [, places = { kind: 'long', value: 1n }] = call.of;
          const before = rows[at - (asNumber(valueIn(places)) ?? 0)];
          return before === undefined ? emptied(valueIn(of)) : evaluateWith(of, before, plain);
        }
        case 'row_window_session': {
          const value = session(call.of, rows, at, sessions, valueIn);
          sessions[at] = value;
          return value;
        }
        default:
          return plain(call, valueIn);
      }
    };
    return special;
  };
}

/** A session begins where nothing was before, too far from its first or from the value before, or where it is told to. */
function session(
  [of, fromFirst, between, restart]: readonly Scalar[],
  rows: readonly Row[],
  at: number,
  sessions: readonly Value[],
  valueIn: (expression: Scalar) => Value,
): Value {
  if (of === undefined || fromFirst === undefined || between === undefined)
    throw new KqlError('an argument is missing');
  const value = valueIn(of);
  const before = sessions[at - 1];
  const previous = rows[at - 1];
  if (before === undefined || previous === undefined || isNull(before)) return value;
  const time = numberOf(value);
  const isNew =
    time >= numberOf(before) + numberOf(valueIn(fromFirst)) ||
    time >= numberOf(evaluateWith(of, previous, plain)) + numberOf(valueIn(between)) ||
    (restart !== undefined && asTruth(valueIn(restart)) === true);
  return isNew ? value : before;
}

function numberOf(value: Value): number {
  const number = asNumber(value);
  if (number === null) throw new KqlError('a null');
  return number;
}

export function emptied(value: Value): Value {
  return value.type === 'string' ? string('') : ({ ...value, value: null } as Value);
}

/** Aggregates over rows. Lists are in the order of the rows only where they have one, which is for the caller to see to. */
export function aggregated(rows: readonly Row[]): Special {
  const special: Special = (call, valueIn) => {
    const values = (): Value[] => rows.map((row) => evaluateWith(argument(call.of, 0), row, plain));
    const numbers = (): number[] => values().map(numberOf);
    switch (call.name) {
      case 'count':
        return long(rows.length);
      case 'min':
        return values().reduce((best, each) => (numberOf(each) < numberOf(best) ? each : best));
      case 'max':
        return values().reduce((best, each) => (numberOf(each) > numberOf(best) ? each : best));
      case 'sum':
        return real(numbers().reduce((sum, each) => sum + each, 0));
      case 'avg':
        return real(numbers().reduce((sum, each) => sum + each, 0) / rows.length);
      case 'make_list': {
        const most = call.of[1] === undefined ? Number.POSITIVE_INFINITY : numberOf(valueIn(call.of[1]));
        return dynamic(values().slice(0, most).map(jsonOf));
      }
      case 'make_set':
        return dynamic([...new Set(values().map(jsonOf))]);
      default:
        return plain(call, valueIn);
    }
  };
  return special;
}

function jsonOf({ type, value }: Value): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw new KqlError(`a list of ${type}`);
}

function argument(of: readonly Scalar[], at: number): Scalar {
  const found = of[at];
  if (found === undefined) throw new KqlError('an argument is missing');
  return found;
}
