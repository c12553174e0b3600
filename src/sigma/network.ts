import { isIPv4, isIPv6 } from 'node:net';
import type { Network } from './ir.ts';

/** Reads `address/prefix`, or an address alone, which is a network of one. Host bits must be zero. */
export function parseNetwork(text: string): { network: Network } | { reason: string } {
  const [address = '', prefixText, ...rest] = text.split('/');
  const parsed = parseAddress(address);
  if (parsed === undefined || rest.length > 0) return { reason: 'not an IPv4 or IPv6 address' };
  const bits = parsed.version === 4 ? 32 : 128;
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return { reason: 'the prefix is not a number' };
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefix > bits) return { reason: `the prefix is longer than ${bits} bits` };
  const hostMask = (1n << BigInt(bits - prefix)) - 1n;
  if ((parsed.address & hostMask) !== 0n) return { reason: 'bits behind the prefix are set' };
  return { network: { ...parsed, prefix } };
}

/** An IP address as a number; undefined if the text is none. */
export function parseAddress(text: string): Pick<Network, 'version' | 'address'> | undefined {
  if (isIPv4(text)) return { version: 4, address: numberOf(text.split('.').map(Number), 8n) };
  if (isIPv6(text) && !text.includes('%')) return { version: 6, address: numberOf(groupsOf(text), 16n) };
  return undefined;
}

function numberOf(groups: readonly number[], bits: bigint): bigint {
  return groups.reduce((sum, group) => (sum << bits) | BigInt(group), 0n);
}

/** The eight groups of an IPv6 address; an IPv4 tail is two of them. */
function groupsOf(text: string): number[] {
  const [head = '', tail] = text.split('::');
  const before = groupsIn(head);
  if (tail === undefined) return before;
  const after = groupsIn(tail);
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function groupsIn(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}
