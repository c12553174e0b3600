import { convert } from '../lower/types.ts';
import type { Typed } from '../plan.ts';
import { list, literal, name as quoted, sql } from '../sql.ts';
import { bagPath, removed, withKey } from '../values/bags.ts';
import { arrayOf, itemsOf, membersOf, objectOf, stringOf } from '../values/json.ts';
import { constantText } from './constant.ts';
import { callNative, native, nativeOfMany } from './native.ts';
import type { FunctionRow, FunctionTable } from './row.ts';

const withoutEmpty = native('without_empty', {
  takes: ['dynamic'],
  gives: 'dynamic',
  run: (json) => objectOf([...(membersOf(json) ?? [])].filter(([, value]) => value !== 'null' && value !== '""')),
});

/** Functions over property bags, and those that pack values. What is no bag makes a null. */
export const bags: FunctionTable = {
  bag_keys: native('bag_keys', {
    takes: ['dynamic'],
    gives: 'dynamic',
    run: (json) => {
      const members = membersOf(json);
      return members === undefined ? null : arrayOf([...members.keys()].map((key) => JSON.stringify(key)));
    },
  }),
  bag_has_key: native('bag_has_key', {
    takes: ['dynamic', 'string'],
    gives: 'bool',
    run: (json, key) => {
      const path = bagPath(key);
      if (membersOf(json) === undefined || path === undefined) return null;
      let value: string | undefined = json;
      for (const name of path) value = value === undefined ? undefined : membersOf(value)?.get(name);
      return value !== undefined;
    },
  }),
  bag_merge: nativeOfMany('bag_merge', {
    takes: ['dynamic'],
    rest: 'dynamic',
    gives: 'dynamic',
    run: (...bags) => {
      const merged = new Map<string, string>();
      for (const bag of bags)
        for (const [key, value] of membersOf(bag) ?? []) if (!merged.has(key)) merged.set(key, value);
      return bags.every((bag) => membersOf(bag) !== undefined) ? objectOf(merged) : null;
    },
  }),
  bag_remove_keys: native('bag_remove_keys', {
    takes: ['dynamic', 'dynamic'],
    gives: 'dynamic',
    run: (json, keys) => {
      const paths = itemsOf(keys)?.map((each) => bagPath(stringOf(each) ?? ''));
      if (membersOf(json) === undefined || paths === undefined) return null;
      return paths.reduce((bag: string, path) => (path === undefined ? bag : removed(bag, path)), json);
    },
  }),
  bag_set_key: native('bag_set_key', {
    takes: ['dynamic', 'string', 'dynamic'],
    gives: 'dynamic',
    run: (json, key, value) => {
      const path = bagPath(key);
      return path === undefined ? null : (withKey(json, path, value) ?? null);
    },
  }),
  bag_zip: native('bag_zip', {
    takes: ['dynamic', 'dynamic'],
    gives: 'dynamic',
    run: (keys, values) => {
      const [names, list] = [itemsOf(keys), itemsOf(values)];
      if (names === undefined) return null;
      const members = names.map((each, at) => [stringOf(each), list?.[at] ?? 'null'] as const);
      return objectOf(members.flatMap(([name, value]) => (name === undefined ? [] : [[name, value] as const])));
    },
  }),
  bag_pack: packing(),
  pack: packing(),
  pack_dictionary: packing(),
  pack_array: {
    takes: ['any'],
    gives: 'dynamic',
    sql: (_, { args }) => sql`CAST(json_array(${list(args.map((each) => convert(each, 'dynamic')))}) AS JSON)`,
  },
  pack_all: {
    takes: ['bool'],
    gives: 'dynamic',
    natives: withoutEmpty.natives,
    sql: ([flag], { place }) => {
      const members = place.columns.flatMap((column) => [
        literal(column.name),
        convert({ sql: quoted(column.id), type: column.type }, 'dynamic'),
      ]);
      const all = sql`CAST(json_object(${list(members)}) AS JSON)`;
      const [called] = withoutEmpty.natives;
      if (flag === undefined || called === undefined) return all;
      return sql`CASE WHEN ${flag} THEN ${callNative(called, [all])} ELSE ${all} END`;
    },
  } as FunctionRow,
};

/** Keys and values in turn. Where there are several, keys must be constants that differ. */
function packing(): FunctionRow {
  return {
    takes: ['any'],
    gives: 'dynamic',
    sql: (_, { args, node }) => {
      const keys = args.flatMap((_each, at) => (at % 2 === 0 ? [constantText(node, at)] : []));
      const mayClash = keys.length > 1 && (keys.includes(undefined) || new Set(keys).size < keys.length);
      if (args.length % 2 === 1 || mayClash) return undefined;
      const members = args.map((each: Typed, at) => convert(each, at % 2 === 0 ? 'string' : 'dynamic'));
      return sql`CAST(json_object(${list(members)}) AS JSON)`;
    },
  };
}
