import type { Demand } from '../../event/demand.ts';
import type { ColumnName } from '../../event/taxonomy.ts';
import type { Layout, Nested } from './layout.ts';
import type { LineValues } from './line-values.ts';

/** The keys of a layout by their numbers. */
export interface Keys {
  readonly time: readonly number[];
  readonly host: readonly number[];
  /** Those of the host, and behind them those that stand in for it. */
  readonly anyHost: readonly number[];
  readonly acting: readonly number[];
  /** Of these one must say something. */
  readonly subjects: readonly number[];
  readonly kinds: readonly { readonly keys: readonly number[]; readonly values: readonly string[] }[];
  /** All of those above. */
  readonly facts: readonly number[];
  readonly nested: readonly NestedKey[];
  readonly chain: readonly NestedKey[];
}

export interface NestedKey {
  readonly key: number;
  /** Undefined for all that may stand in its value. */
  readonly name: string | undefined;
}

export function keysOf(layout: Layout, demand: Demand, values: LineValues): Keys {
  const want = (keys: readonly string[]): readonly number[] => keys.map((key) => values.want(key));
  const nest = (all: readonly Nested[]): readonly NestedKey[] =>
    all.map(({ key, name }) => ({ key: values.want(key), name }));
  const keysFor = (columns: readonly ColumnName[]): readonly number[] =>
    want(columns.flatMap((column) => keyOf(layout, column)));
  const time = want(layout.time);
  const host = want(layout.host);
  const anyHost = [...host, ...want(layout.hostInstead)];
  const acting = keysFor(['ActingProcessName']);
  const subjects = keysFor(['TargetProcessName', 'TargetProcessCommandLine']);
  const kinds = layout.kinds.map((kind) => ({ keys: want(kind.keys), values: kind.values }));
  const facts = [...time, ...anyHost, ...acting, ...subjects, ...kinds.flatMap(({ keys }) => keys)];
  const nested = nest([...layout.nested, ...(demand.auditRecords ? layout.records : [])]);
  return { time, host, anyHost, acting, subjects, kinds, facts, nested, chain: nest(layout.chain) };
}

function keyOf(layout: Layout, column: ColumnName): readonly string[] {
  const place = layout.place(column);
  return place === undefined || place.kind === 'never' ? [] : [place.key];
}
