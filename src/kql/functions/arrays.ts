import { type Sql, sql } from '../sql.ts';
import { kindOf, type Node } from '../syntax.ts';
import { arrayIndexOf, offset, rotate, shift, slice, sortedOffsets, splitAt } from '../values/arrays.ts';
import { arrayOf, isNumber, isWhole, itemsOf, joined, textOfJson } from '../values/json.ts';
import { callNative, type Native, native, nativeOfMany } from './native.ts';
import type { FunctionRow, FunctionTable } from './row.ts';

/** Functions over arrays. What is no array makes a null. */
export const arrays: FunctionTable = {
  array_length: native('array_length', {
    takes: ['dynamic'],
    gives: 'long',
    run: (json) => {
      const items = itemsOf(json);
      return items === undefined ? null : BigInt(items.length);
    },
  }),
  array_concat: nativeOfMany('array_concat', {
    takes: [],
    rest: 'dynamic',
    gives: 'dynamic',
    run: (...arrays) => {
      const lists = arrays.map(itemsOf);
      return lists.includes(undefined) ? null : arrayOf(lists.flatMap((each) => each ?? []));
    },
  }),
  array_iff: choose(),
  array_iif: choose(),
  array_index_of: native('array_index_of', {
    takes: ['dynamic', 'dynamic'],
    optional: ['long', 'long', 'long'],
    gives: 'long',
    run: (json, value, start = 0n, length = -1n, occurrence = 1n) => {
      const items = itemsOf(json);
      if (items === undefined || length < -1n || occurrence < 1n) return null;
      return BigInt(arrayIndexOf(items, value, Number(start), Number(length), Number(occurrence)));
    },
  }),
  array_reverse: ofItems('array_reverse', (items) => items.toReversed()),
  array_rotate_left: ofItemsAndNumber('array_rotate_left', (items, by) => rotate(items, by)),
  array_rotate_right: ofItemsAndNumber('array_rotate_right', (items, by) => rotate(items, -by)),
  array_shift_left: shifting('array_shift_left', -1),
  array_shift_right: shifting('array_shift_right', 1),
  array_slice: native('array_slice', {
    takes: ['dynamic', 'long', 'long'],
    gives: 'dynamic',
    run: (json, start, end) => {
      const items = itemsOf(json);
      return items === undefined ? null : arrayOf(slice(items, Number(start), Number(end)));
    },
  }),
  array_split: native('array_split', {
    takes: ['dynamic', 'dynamic'],
    gives: 'dynamic',
    run: (json, at) => {
      const [items, indices] = [itemsOf(json), itemsOf(at) ?? [at]];
      if (items === undefined || !indices.every(isWhole)) return null;
      const cuts = indices.map((each) => offset(Number(each), items.length));
      if (cuts.some((each, place) => each < (cuts[place - 1] ?? 0)))
        throw new Error('array_split: indices that go back');
      return arrayOf(splitAt(items, cuts).map(arrayOf));
    },
  }),
  array_sum: native('array_sum', {
    takes: ['dynamic'],
    gives: 'real',
    run: (json) => {
      const items = itemsOf(json);
      if (items === undefined || !items.every(isNumber)) return null;
      return items.reduce((sum, each) => sum + Number(each), 0);
    },
  }),
  array_sort_asc: sorting('array_sort_asc', true),
  array_sort_desc: sorting('array_sort_desc', false),
  strcat_array: native('strcat_array', {
    takes: ['dynamic', 'string'],
    gives: 'string',
    run: (json, delimiter) => {
      const items = itemsOf(json);
      return items === undefined ? null : joined(items.map(textOfJson), delimiter);
    },
  }),
  zip: nativeOfMany('zip', {
    takes: ['dynamic'],
    rest: 'dynamic',
    gives: 'dynamic',
    run: (...arrays) => {
      const lists = arrays.map((each) => itemsOf(each) ?? [each]);
      const length = Math.max(...lists.map((each) => each.length));
      return arrayOf(Array.from({ length }, (_, at) => arrayOf(lists.map((each) => each[at] ?? 'null'))));
    },
  }),
  repeat: native('repeat', {
    takes: ['dynamic', 'long'],
    gives: 'dynamic',
    run: (value, count) => arrayOf(Array.from({ length: Math.min(MOST, Math.max(0, Number(count))) }, () => value)),
  }),
};

/** Elements of an array that a function makes, at most. */
const MOST = 1_048_576;

function ofItems(name: string, make: (items: string[]) => string[]): FunctionRow {
  return native(name, {
    takes: ['dynamic'],
    gives: 'dynamic',
    run: (json) => {
      const items = itemsOf(json);
      return items === undefined ? null : arrayOf(make(items));
    },
  });
}

function ofItemsAndNumber(name: string, make: (items: string[], by: number) => string[]): FunctionRow {
  return native(name, {
    takes: ['dynamic', 'long'],
    gives: 'dynamic',
    run: (json, by) => {
      const items = itemsOf(json);
      return items === undefined ? null : arrayOf(make(items, Number(by)));
    },
  });
}

function shifting(name: string, sign: number): FunctionRow {
  return native(name, {
    takes: ['dynamic', 'long'],
    optional: ['dynamic'],
    gives: 'dynamic',
    run: (json, by, fill) => {
      const items = itemsOf(json);
      return items === undefined ? null : arrayOf(shift(items, sign * Number(by), fill));
    },
  });
}

/** Element by element, by whether the condition is true or a number other than 0; another condition makes a null. */
function choose(): FunctionRow {
  return native('array_iff', {
    takes: ['dynamic', 'dynamic', 'dynamic'],
    gives: 'dynamic',
    run: (condition, yes, no) => {
      const [conditions, whenTrue, whenFalse] = [itemsOf(condition), itemsOf(yes), itemsOf(no)];
      if (conditions === undefined) return null;
      const chosen = conditions.map((each, at) => {
        if (each !== 'true' && each !== 'false' && !isNumber(each)) return 'null';
        const isTrue = each === 'true' || (each !== 'false' && Number(each) !== 0);
        const [list, value] = isTrue ? [whenTrue, yes] : [whenFalse, no];
        return list === undefined ? value : (list[at] ?? 'null');
      });
      return arrayOf(chosen);
    },
  });
}

/** Several arrays are sorted by the first, and only one of the results can be used, by its place. */
function sorting(name: string, isAscending: boolean): FunctionRow {
  const many = sortedByFirst(`kql_native_${name}`, isAscending);
  return {
    takes: ['any'],
    gives: 'dynamic',
    natives: [many],
    sql: (sqls, { node, args }) => {
      const last = args.at(-1);
      const hasFlag = args.length > 1 && last?.type === 'bool';
      const lists = hasFlag ? sqls.slice(0, -1) : sqls;
      if (args.slice(0, lists.length).some(({ type }) => type !== 'dynamic')) return undefined;
      const called = callNative(many, [flagText(hasFlag ? sqls.at(-1) : undefined), ...lists]);
      if (lists.length > 1) return isElementTaken(node) ? called : undefined;
      return sql`kql_item(${called}, 0)`;
    },
  } as FunctionRow;
}

function isElementTaken(node: Node): boolean {
  const { Parent: parent } = node as unknown as { readonly Parent: Node | null };
  return parent !== null && kindOf(parent) === 'ElementExpression';
}

function sortedByFirst(name: string, isAscending: boolean): Native {
  return {
    name,
    takes: ['string'],
    rest: 'dynamic',
    gives: 'dynamic',
    run: (nullsLast, ...arrays) => {
      const lists = arrays.map((each) => itemsOf(String(each)));
      const [first] = lists;
      if (first === undefined) return null;
      const order = sortedOffsets(first, isAscending, nullsLast === 'true');
      if (order === undefined) throw new Error('not supported here: sorting an array of different types');
      const sorted = lists.map((each) =>
        each?.length === first.length ? arrayOf(order.map((at) => each[at] ?? 'null')) : 'null',
      );
      return arrayOf(sorted);
    },
  };
}

function flagText(flag: Sql | undefined): Sql {
  return flag === undefined ? sql`'true'` : sql`CAST(${flag} AS VARCHAR)`;
}
