const MASK = 0xffff_ffff_ffff_ffffn;
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const times = (a: bigint, b: bigint): bigint => (a * b) & MASK;
const plus = (a: bigint, b: bigint): bigint => (a + b) & MASK;
const rotated = (a: bigint, by: bigint): bigint => ((a << by) | (a >> (64n - by))) & MASK;
const round = (lane: bigint, input: bigint): bigint => times(rotated(plus(lane, times(input, P2)), 31n), P1);
const merged = (hash: bigint, lane: bigint): bigint => plus(times(hash ^ round(0n, lane), P1), P4);

/** xxHash64 with the seed 0, as a signed number. */
export function xxhash64(bytes: Buffer): bigint {
  let at = bytes.length - (bytes.length % 32);
  let hash = plus(bytes.length < 32 ? P5 : ofStripes(bytes, at), BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8)
    hash = plus(times(rotated(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n), P1), P4);
  if (at + 4 <= bytes.length) {
    hash = plus(times(rotated(hash ^ times(BigInt(bytes.readUInt32LE(at)), P1), 23n), P2), P3);
    at += 4;
  }
  for (; at < bytes.length; at += 1) hash = times(rotated(hash ^ times(BigInt(bytes[at] ?? 0), P5), 11n), P1);
  hash = times(hash ^ (hash >> 33n), P2);
  hash = times(hash ^ (hash >> 29n), P3);
  return BigInt.asIntN(64, hash ^ (hash >> 32n));
}

function ofStripes(bytes: Buffer, end: number): bigint {
  const lanes = [plus(P1, P2), P2, 0n, (MASK + 1n - P1) & MASK] as [bigint, bigint, bigint, bigint];
  for (let at = 0; at < end; at += 32)
    for (let lane = 0; lane < 4; lane += 1)
      lanes[lane] = round(lanes[lane] ?? 0n, bytes.readBigUInt64LE(at + 8 * lane));
  const [a, b, c, d] = lanes;
  const sum = plus(plus(rotated(a, 1n), rotated(b, 7n)), plus(rotated(c, 12n), rotated(d, 18n)));
  return lanes.reduce((hash, lane) => merged(hash, lane), sum);
}
