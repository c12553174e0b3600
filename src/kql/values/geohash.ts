const DIGITS = '0123456789bcdefghjkmnpqrstuvwxyz';

/** A cell of a geohash: its corners in degrees. */
export interface Cell {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The geohash of a point, of 1 to 18 characters; undefined if the point or the length is none. */
export function geohashOf(longitude: number, latitude: number, length: number): string | undefined {
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) || length < 1 || length > 18) return undefined;
  let cell: Cell = { west: -180, south: -90, east: 180, north: 90 };
  let hash = '';
  for (let at = 0; at < length; at += 1) {
    let digit = 0;
    for (let bit = 0; bit < 5; bit += 1) {
      const isAlong = (at * 5 + bit) % 2 === 0;
      const middle = isAlong ? (cell.west + cell.east) / 2 : (cell.south + cell.north) / 2;
      const isUpper = (isAlong ? longitude : latitude) >= middle;
      digit = digit * 2 + (isUpper ? 1 : 0);
      cell = half(cell, isAlong, isUpper, middle);
    }
    hash += DIGITS[digit];
  }
  return hash;
}

function half(cell: Cell, isAlong: boolean, isUpper: boolean, middle: number): Cell {
  if (isAlong) return isUpper ? { ...cell, west: middle } : { ...cell, east: middle };
  return isUpper ? { ...cell, south: middle } : { ...cell, north: middle };
}

/** The cell that a geohash names; undefined for another text, and for the letter `a`, which it has not. */
export function cellOf(hash: string): Cell | undefined {
  if (hash.length < 1 || hash.length > 18) return undefined;
  let cell: Cell = { west: -180, south: -90, east: 180, north: 90 };
  for (const [at, character] of Array.from(hash).entries()) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return undefined;
    for (let bit = 0; bit < 5; bit += 1) {
      const isAlong = (at * 5 + bit) % 2 === 0;
      const middle = isAlong ? (cell.west + cell.east) / 2 : (cell.south + cell.north) / 2;
      cell = half(cell, isAlong, ((digit >> (4 - bit)) & 1) === 1, middle);
    }
  }
  return cell;
}
