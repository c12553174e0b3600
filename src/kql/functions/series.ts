import { arrayOf, isNumber, isWhole, itemsOf } from '../values/json.ts';
import { native } from './native.ts';
import type { FunctionRow, FunctionTable } from './row.ts';

/** Functions over arrays of numbers, element by element. What is no number there, or missing, makes a null. */
export const series: FunctionTable = {
  series_add: ofTwo('series_add', (a, b) => a + b),
  series_subtract: ofTwo('series_subtract', (a, b) => a - b),
  series_multiply: ofTwo('series_multiply', (a, b) => a * b),
  series_equals: comparing('series_equals', (a, b) => a === b),
  series_not_equals: comparing('series_not_equals', (a, b) => a !== b),
  series_greater: comparing('series_greater', (a, b) => a > b),
  series_greater_equals: comparing('series_greater_equals', (a, b) => a >= b),
  series_less: comparing('series_less', (a, b) => a < b),
  series_less_equals: comparing('series_less_equals', (a, b) => a <= b),
  series_abs: ofOne('series_abs', Math.abs),
  series_sign: ofOne('series_sign', Math.sign),
  series_exp: ofOne('series_exp', Math.exp),
  series_ceiling: ofOne('series_ceiling', Math.ceil),
  series_floor: ofOne('series_floor', Math.floor),
  series_sum: total('series_sum', (numbers) => numbers.reduce((sum, each) => sum + each, 0)),
  series_product: total('series_product', (numbers) => numbers.reduce((product, each) => product * each, 1)),
  series_magnitude: total('series_magnitude', (numbers) =>
    Math.sqrt(numbers.reduce((sum, each) => sum + each * each, 0)),
  ),
  series_dot_product: native('series_dot_product', {
    takes: ['dynamic', 'dynamic'],
    gives: 'real',
    run: (a, b) => {
      const [one, other] = [itemsOf(a), itemsOf(b)];
      if (one === undefined || one.length !== other?.length || ![...one, ...other].every(isNumber)) return null;
      return one.reduce((sum, each, at) => sum + Number(each) * Number(other[at]), 0);
    },
  }),
  series_fill_forward: filling('series_fill_forward', (items) => filledForward(items)),
  series_fill_backward: filling('series_fill_backward', (items) => filledForward(items.toReversed()).toReversed()),
  series_fill_const: native('series_fill_const', {
    takes: ['dynamic', 'dynamic'],
    gives: 'dynamic',
    run: (json, value) => {
      const items = itemsOf(json);
      return items === undefined ? null : arrayOf(items.map((each) => (each === 'null' ? value : each)));
    },
  }),
};

function total(name: string, make: (numbers: readonly number[]) => number): FunctionRow {
  return native(name, {
    takes: ['dynamic'],
    gives: 'real',
    run: (json) => {
      const items = itemsOf(json);
      return items?.every(isNumber) === true ? make(items.map(Number)) : null;
    },
  });
}

/** A number as JSON; JSON has none that is not finite. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null';
}

/** Whole numbers of more than 53 bits would lose some. */
function isExact(json: string): boolean {
  return isNumber(json) && (!isWhole(json) || Number.isSafeInteger(Number(json)));
}

function ofOne(name: string, make: (value: number) => number): FunctionRow {
  return native(name, {
    takes: ['dynamic'],
    gives: 'dynamic',
    run: (json) => {
      const items = itemsOf(json);
      return items === undefined
        ? null
        : arrayOf(items.map((each) => (isExact(each) ? numberText(make(Number(each))) : 'null')));
    },
  });
}

function pairs(name: string, make: (a: number, b: number) => string): FunctionRow {
  return native(name, {
    takes: ['dynamic', 'dynamic'],
    gives: 'dynamic',
    run: (a, b) => {
      const [one, other] = [itemsOf(a), itemsOf(b)];
      if (one === undefined || other === undefined) return null;
      const length = Math.max(one.length, other.length);
      const values = Array.from({ length }, (_, at) => [one[at] ?? 'null', other[at] ?? 'null'] as const);
      return arrayOf(values.map(([x, y]) => (isExact(x) && isExact(y) ? make(Number(x), Number(y)) : 'null')));
    },
  });
}

function ofTwo(name: string, make: (a: number, b: number) => number): FunctionRow {
  return pairs(name, (a, b) => numberText(make(a, b)));
}

function comparing(name: string, test: (a: number, b: number) => boolean): FunctionRow {
  return pairs(name, (a, b) => String(test(a, b)));
}

function filling(name: string, fill: (items: readonly string[]) => string[]): FunctionRow {
  return native(name, {
    takes: ['dynamic'],
    gives: 'dynamic',
    run: (json) => {
      const items = itemsOf(json);
      return items === undefined ? null : arrayOf(fill(items));
    },
  });
}

function filledForward(items: readonly string[]): string[] {
  let last = 'null';
  return items.map((each) => {
    if (each !== 'null') last = each;
    return last;
  });
}
