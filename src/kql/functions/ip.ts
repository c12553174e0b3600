import {
  type Address,
  addressesIn,
  compareAddresses,
  ipv4Text,
  ipv6Text,
  isPrefix,
  isPrivate,
  masked,
  parseIpv4,
  parseIpv6,
} from '../values/ip.ts';
import { itemsOf, stringOf } from '../values/json.ts';
import { native, nativeOfMany } from './native.ts';
import type { FunctionRow, FunctionTable } from './row.ts';

/** Functions over addresses of the network. A text that is none makes a null. */
export const ip: FunctionTable = {
  parse_ipv4: ofIpv4('parse_ipv4', 'long', ({ bits, prefix }) => masked(bits, prefix, 32)),
  parse_ipv4_mask: native('parse_ipv4_mask', {
    takes: ['string', 'long'],
    gives: 'long',
    run: (text, prefix) => {
      const address = parseIpv4(text);
      if (address === undefined || prefix < 0n || prefix > 32n) return null;
      return masked(address.bits, Math.min(address.prefix, Number(prefix)), 32);
    },
  }),
  ipv4_netmask_suffix: ofIpv4('ipv4_netmask_suffix', 'long', ({ prefix }) => BigInt(prefix)),
  ipv4_is_private: ofIpv4('ipv4_is_private', 'bool', isPrivate),
  ipv4_compare: comparing('ipv4_compare', 32, 'long', (order) => order),
  ipv4_is_match: comparing('ipv4_is_match', 32, 'bool', (order) => order === 0n),
  ipv4_is_in_range: inRange('ipv4_is_in_range', 32),
  ipv4_is_in_any_range: inAnyRange('ipv4_is_in_any_range', 32),
  format_ipv4: formatting('format_ipv4', (bits) => ipv4Text(bits)),
  format_ipv4_mask: formatting('format_ipv4_mask', (bits, prefix) => `${ipv4Text(bits)}/${prefix}`),
  parse_ipv6: native('parse_ipv6', {
    takes: ['string'],
    gives: 'string',
    run: (text) => {
      const address = parseIpv6(text);
      return address === undefined ? null : ipv6Text(masked(address.bits, address.prefix, 128));
    },
  }),
  parse_ipv6_mask: native('parse_ipv6_mask', {
    takes: ['string', 'long'],
    gives: 'string',
    run: (text, prefix) => {
      const address = parseIpv6(text);
      if (address === undefined || prefix < 0n || prefix > 128n) return null;
      return ipv6Text(masked(address.bits, Math.min(address.prefix, Number(prefix)), 128));
    },
  }),
  ipv6_compare: comparing('ipv6_compare', 128, 'long', (order) => order),
  ipv6_is_match: comparing('ipv6_is_match', 128, 'bool', (order) => order === 0n),
  ipv6_is_in_range: inRange('ipv6_is_in_range', 128),
  ipv6_is_in_any_range: inAnyRange('ipv6_is_in_any_range', 128),
  has_ipv4: finding('has_ipv4', (found, wanted) => parseIpv4(wanted) !== undefined && found === wanted),
  has_any_ipv4: finding('has_any_ipv4', (found, wanted) => parseIpv4(wanted) !== undefined && found === wanted),
  has_ipv4_prefix: finding('has_ipv4_prefix', hasPrefix),
  has_any_ipv4_prefix: finding('has_any_ipv4_prefix', hasPrefix),
};

const parsers = { 32: parseIpv4, 128: parseIpv6 } as const;

function ofIpv4<G extends 'long' | 'bool'>(
  name: string,
  gives: G,
  make: (address: Address) => G extends 'long' ? bigint : boolean,
): FunctionRow {
  return native(name, {
    takes: ['string'],
    gives: gives as 'long' | 'bool',
    run: (text) => {
      const address = parseIpv4(text);
      return address === undefined ? null : make(address);
    },
  });
}

function comparing(
  name: string,
  size: 32 | 128,
  gives: 'long' | 'bool',
  make: (order: bigint) => bigint | boolean,
): FunctionRow {
  return native(name, {
    takes: ['string', 'string'],
    optional: ['long'],
    gives,
    run: (a, b, most = BigInt(size)) => {
      const [one, other] = [parsers[size](a), parsers[size](b)];
      if (one === undefined || other === undefined || most < 0n || most > BigInt(size)) return null;
      return make(compareAddresses(one, other, prefixOf(most, size, [a, b]), size));
    },
  });
}

/** Between two IPv4 addresses a prefix of at most 32 bits is one of IPv4. */
function prefixOf(most: bigint, size: 32 | 128, texts: readonly string[]): number {
  const isIpv4 = size === 128 && most <= 32n && texts.every((each) => parseIpv4(each) !== undefined);
  return isIpv4 ? 96 + Number(most) : Number(most);
}

function isInRange(address: string, range: string, size: 32 | 128): boolean | null {
  const [one, other] = [parsers[size](address), parsers[size](range)];
  if (one === undefined || other === undefined) return null;
  return compareAddresses(one, other, size, size) === 0n;
}

function inRange(name: string, size: 32 | 128): FunctionRow {
  return native(name, {
    takes: ['string', 'string'],
    gives: 'bool',
    run: (address, range) => isInRange(address, range, size),
  });
}

/** The ranges are given one by one, or as an array. */
function inAnyRange(name: string, size: 32 | 128): FunctionRow {
  return nativeOfMany(name, {
    takes: ['string'],
    rest: 'dynamic',
    gives: 'bool',
    run: (address, ...ranges) => {
      if (parsers[size](address) === undefined) return null;
      const found = textsOf(ranges).map((range) => isInRange(address, range, size));
      return found.includes(true) ? true : found.every((each) => each === null) && found.length > 0 ? null : false;
    },
  });
}

function textsOf(values: readonly string[]): readonly string[] {
  return values.flatMap((json) => itemsOf(json) ?? [json]).map((each) => stringOf(each) ?? '');
}

function formatting(name: string, make: (bits: bigint, prefix: number) => string): FunctionRow {
  return native(name, {
    takes: ['string'],
    optional: ['long'],
    gives: 'string',
    run: (text, most = 32n) => {
      const address = /^\d{1,10}$/.test(text) ? { bits: BigInt(text), prefix: 32 } : parseIpv4(text);
      if (address === undefined || address.bits > 0xffff_ffffn || most < 0n || most > 32n) return null;
      const prefix = Math.min(address.prefix, Number(most));
      return make(masked(address.bits, prefix, 32), prefix);
    },
  });
}

function finding(name: string, test: (found: string, wanted: string) => boolean): FunctionRow {
  return nativeOfMany(name, {
    takes: ['string'],
    rest: 'dynamic',
    gives: 'bool',
    run: (text, ...wanted) => {
      const found = addressesIn(text);
      return textsOf(wanted).some((each) => found.some((address) => test(address, each)));
    },
  });
}

function hasPrefix(found: string, wanted: string): boolean {
  return isPrefix(wanted) && found.startsWith(wanted);
}
