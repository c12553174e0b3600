import { number, sql } from '../sql.ts';
import { constantText } from './constant.ts';
import type { FunctionRow, FunctionTable } from './row.ts';
import { three } from './shapes.ts';

type Units = Readonly<Record<string, number>>;

/** How many of one unit make each of the others. */
const ANGLES: Units = {
  Arcminute: 1 / 60,
  Arcsecond: 1 / 3600,
  Degree: 1,
  Gradian: 0.9,
  Radian: 180 / Math.PI,
  Revolution: 360,
};

const LENGTHS: Units = {
  Centimeter: 0.01,
  Decimeter: 0.1,
  Foot: 0.3048,
  Inch: 0.0254,
  Kilometer: 1000,
  Meter: 1,
  Micrometer: 1e-6,
  Mile: 1609.344,
  Millimeter: 0.001,
  Nanometer: 1e-9,
  NauticalMile: 1852,
  Yard: 0.9144,
};

const SECONDS: Units = { Hour: 3600, Minute: 60, Second: 1 };

const SPEEDS: Units = Object.fromEntries(
  Object.entries(LENGTHS).flatMap(([length, metres]) =>
    Object.entries(SECONDS).map(([time, seconds]) => [`${length}Per${time}`, metres / seconds] as const),
  ),
);

/** Functions from one unit to another. Units must be constants; those that are not here are refused. */
export const units: FunctionTable = {
  convert_angle: converting(ANGLES),
  convert_length: converting(LENGTHS),
  convert_speed: converting(SPEEDS),
};

function converting(factors: Units): FunctionRow {
  return {
    takes: ['real', 'string'],
    gives: 'real',
    sql: three((value, _from, _to, { node }) => {
      const from = factors[constantText(node, 1) ?? ''];
      const to = factors[constantText(node, 2) ?? ''];
      return from === undefined || to === undefined ? undefined : sql`(${value} * ${number(from / to)})`;
    }),
  };
}
