import { mergeNatives } from '../aggregates/merge.ts';
import { rankNatives } from '../aggregates/weighted-rank.ts';
import { arrays } from './arrays.ts';
import { bags } from './bags.ts';
import { binary } from './binary.ts';
import { castNatives } from './casts.ts';
import { columns } from './columns.ts';
import { conversions } from './conversions.ts';
import { encoding } from './encoding.ts';
import { general } from './general.ts';
import { geo } from './geo.ts';
import { hashes } from './hashes.ts';
import { ip } from './ip.ts';
import { isNative, type Native } from './native.ts';
import { numbers } from './numbers.ts';
import { parsing } from './parsing.ts';
import { regex, translate } from './regex.ts';
import type { FunctionTable } from './row.ts';
import { sequences } from './sequence.ts';
import { series } from './series.ts';
import { sets } from './sets.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { timeParts } from './time-parts.ts';
import { units } from './units.ts';

/** The tables of all subjects. */
const tables: FunctionTable = Object.assign(
  Object.create(null) as object,
  arrays,
  bags,
  binary,
  hashes,
  ip,
  parsing,
  sequences,
  sets,
  columns,
  geo,
  series,
  units,
  conversions,
  encoding,
  general,
  numbers,
  regex,
  text,
  time,
  timeParts,
);

/** Use each argument once, and take texts or truth values as they are. */
const ONCE: ReadonlySet<string> = new Set(['not', 'isnull', 'isnotnull', 'iff', 'iif', 'case', 'coalesce']);

/** Every function over values, by its name. A new one is a row in the table of its subject. */
export const functions: FunctionTable = Object.assign(
  Object.create(null) as object,
  Object.fromEntries(Object.entries(tables).map(([name, row]) => [name, { ...row, repeats: !ONCE.has(name) }])),
);

/** Every function that is written in this language, under its name in SQL. */
export const natives: readonly Native[] = [
  ...castNatives,
  ...mergeNatives,
  ...rankNatives,
  ...translate.natives,
  ...new Set(Object.values(functions).flatMap((row) => (isNative(row) ? row.natives : []))),
];
