import { type Cell, cellOf, geohashOf } from '../values/geohash.ts';
import { angleBetween, cross, pointOf, RADIUS, type Vector } from '../values/sphere.ts';
import { native } from './native.ts';
import type { FunctionTable } from './row.ts';

/** Functions over points of the earth, by longitude and latitude in degrees, and over geohashes. */
export const geo: FunctionTable = {
  geo_distance_2points: native('geo_distance_2points', {
    takes: ['real', 'real', 'real', 'real'],
    gives: 'real',
    run: (...degrees) => withPoints(degrees, ([a, b]) => angleBetween(a, b) * RADIUS),
  }),
  geo_azimuth: native('geo_azimuth', {
    takes: ['real', 'real', 'real', 'real'],
    gives: 'real',
    run: (...degrees) => withPoints(degrees, ([a, b]) => azimuth(a, b)),
  }),
  geo_angle: native('geo_angle', {
    takes: ['real', 'real', 'real', 'real', 'real', 'real'],
    gives: 'real',
    run: (...degrees) => withPoints(degrees, ([a, b, c]) => angleAt(a, b, c)),
  }),
  geo_point_in_circle: native('geo_point_in_circle', {
    takes: ['real', 'real', 'real', 'real', 'real'],
    gives: 'bool',
    run: (x, y, centerX, centerY, radius) => {
      if (!(radius >= 0)) return null;
      return withPoints([x, y, centerX, centerY], ([a, b]) => angleBetween(a, b) * RADIUS <= radius);
    },
  }),
  geo_point_to_geohash: native('geo_point_to_geohash', {
    takes: ['real', 'real'],
    optional: ['long'],
    gives: 'string',
    run: (longitude, latitude, length = 5n) => geohashOf(longitude, latitude, Number(length)) ?? null,
  }),
  geo_geohash_to_central_point: native('geo_geohash_to_central_point', {
    takes: ['string'],
    gives: 'dynamic',
    run: (hash) => {
      const cell = cellOf(hash);
      if (cell === undefined) return null;
      return JSON.stringify({
        type: 'Point',
        coordinates: [(cell.west + cell.east) / 2, (cell.south + cell.north) / 2],
      });
    },
  }),
  geo_geohash_to_polygon: native('geo_geohash_to_polygon', {
    takes: ['string'],
    gives: 'dynamic',
    run: (hash) => {
      const cell = cellOf(hash);
      return cell === undefined ? null : JSON.stringify({ type: 'Polygon', coordinates: [ringOf(cell)] });
    },
  }),
};

function withPoints<T>(degrees: readonly number[], make: (points: [Vector, Vector, Vector]) => T | null): T | null {
  const points: Vector[] = [];
  for (let at = 0; at < degrees.length; at += 2) {
    const point = pointOf(degrees[at] ?? Number.NaN, degrees[at + 1] ?? Number.NaN);
    if (point === undefined) return null;
    points.push(point);
  }
  return make(points as unknown as [Vector, Vector, Vector]);
}

const isSame = (a: Vector, b: Vector): boolean => angleBetween(a, b) < 1e-15;

/** Clockwise from north, from 0 to a full turn. */
function azimuth(from: Vector, to: Vector): number | null {
  if (isSame(from, to) || Math.abs(from[2]) > 1 - 1e-15) return null;
  const way = cross(from, to);
  const north = cross(from, [0, 0, 1]);
  const angle = angleBetween(north, way);
  return to[1] * from[0] - to[0] * from[1] < 0 ? 2 * Math.PI - angle : angle;
}

/** At `b`, clockwise from the way to `a` to the way to `c`, from 0 to a full turn. */
function angleAt(a: Vector, b: Vector, c: Vector): number | null {
  const [first, second] = [azimuth(b, a), azimuth(b, c)];
  return first === null || second === null ? null : (second - first + 2 * Math.PI) % (2 * Math.PI);
}

function ringOf({ west, south, east, north }: Cell) {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}
