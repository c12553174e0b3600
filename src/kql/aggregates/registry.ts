import type { FunctionTable } from '../functions/row.ts';
import { argMax, argMin, type SeveralColumns, takeAny } from './arg.ts';
import { lists } from './lists.ts';
import { numbers } from './numbers.ts';
import { percentile, percentiles } from './percentile.ts';
import { percentilesw, weighted } from './weighted.ts';

const several: Readonly<Record<string, SeveralColumns>> = {
  arg_max: argMax,
  arg_min: argMin,
  argmax: argMax,
  argmin: argMin,
  take_any: takeAny,
  any: takeAny,
  percentiles,
  percentilesw,
};

/** Aggregates by name: those that give one value, and those that give several columns. A new one is a row in its table. */
export const aggregates: {
  readonly single: FunctionTable;
  readonly several: Readonly<Record<string, SeveralColumns>>;
} = {
  single: Object.assign(Object.create(null) as object, numbers, lists, percentile, weighted),
  several: Object.assign(Object.create(null) as object, several),
};
