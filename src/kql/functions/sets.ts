import { convert } from '../lower/types.ts';
import { distinct } from '../values/arrays.ts';
import { arrayOf, canonical, itemsOf } from '../values/json.ts';
import { native, nativeOfMany } from './native.ts';
import type { FunctionRow, FunctionTable } from './row.ts';

const jaccard = native('jaccard_index', {
  takes: ['dynamic', 'dynamic'],
  gives: 'real',
  run: (a, b) => {
    const [one, other] = [setOf(a), setOf(b)];
    if (one === undefined || other === undefined) return null;
    const common = [...one.keys()].filter((key) => other.has(key)).length;
    return common / (one.size + other.size - common);
  },
});

/** Functions over arrays as sets: without repetitions, in the order in which the values come. */
export const sets: FunctionTable = {
  set_union: combined('set_union', (first, others) =>
    distinct([...first.values(), ...others.flatMap((each) => [...each.values()])]),
  ),
  set_intersect: combined('set_intersect', (first, others) =>
    kept(first, (key) => others.every((each) => each.has(key))),
  ),
  set_difference: combined('set_difference', (first, others) =>
    kept(first, (key) => !others.some((each) => each.has(key))),
  ),
  set_has_element: native('set_has_element', {
    takes: ['dynamic', 'dynamic'],
    gives: 'bool',
    run: (json, value) => {
      const items = itemsOf(json);
      return items === undefined ? null : items.some((each) => canonical(each) === canonical(value));
    },
  }),
  set_equals: native('set_equals', {
    takes: ['dynamic', 'dynamic'],
    gives: 'bool',
    run: (a, b) => {
      const [one, other] = [setOf(a), setOf(b)];
      if (one === undefined || other === undefined) return null;
      return one.size === other.size && [...one.keys()].every((key) => other.has(key));
    },
  }),
  // The binder knows no type of it, so it is dynamic.
  jaccard_index: {
    ...jaccard,
    gives: 'dynamic',
    sql: (args, call) => {
      const index = jaccard.sql(args, call);
      return index && convert({ sql: index, type: 'real' }, 'dynamic');
    },
  } as FunctionRow,
};

type Set = ReadonlyMap<string, string>;

function setOf(json: string): Set | undefined {
  const items = itemsOf(json);
  return items === undefined ? undefined : distinct(items);
}

function combined(name: string, make: (first: Set, others: readonly Set[]) => Set): FunctionRow {
  return nativeOfMany(name, {
    takes: ['dynamic'],
    rest: 'dynamic',
    gives: 'dynamic',
    run: (...arrays) => {
      const [first, ...others] = arrays.map(setOf);
      if (first === undefined || others.includes(undefined)) return null;
      return arrayOf([...make(first, others as Set[]).values()]);
    },
  });
}

function kept(set: Set, test: (key: string) => boolean): Set {
  return new Map([...set].filter(([key]) => test(key)));
}
