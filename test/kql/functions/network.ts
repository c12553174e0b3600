import { parseAddress } from '../../../src/sigma/network.ts';

/** An IPv4 address may have a prefix of its own, and IPv4 is taken for a mapped IPv6 address; null if either is none. */
export function isInRange(version: 4 | 6, address: string, range: string): boolean | null {
  const [one, other] = [bitsOf(version, address), bitsOf(version, range)];
  if (one === null || other === null) return null;
  const shift = BigInt((version === 4 ? 32 : 128) - Math.min(one.prefix, other.prefix));
  return one.bits >> shift === other.bits >> shift;
}

export function bitsOf(version: 4 | 6, written: string): { readonly bits: bigint; readonly prefix: number } | null {
  const [, address = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(written) ?? [];
  const parsed = parseAddress(address);
  if (parsed === undefined) return null;
  const most = version === 4 ? 32 : 128;
  if (parsed.version === version) return { bits: parsed.address, prefix: Number(prefix ?? most) };
  if (version === 4) return null;
  return { bits: 0xffff_0000_0000n | parsed.address, prefix: 96 + Number(prefix ?? 32) };
}
