import type { Scalar } from '../../kql/ast.ts';
import { allOf, binary, call, FALSE, text } from '../../kql/build.ts';
import type { Network } from '../../sigma/ir.ts';
import { asString, type Question } from './context.ts';

/** An address range. Kusto takes an IPv4 address for a mapped IPv6 one, and a prefix behind it; the rule does not. */
export function lowerNetwork(network: Network, { place, isUnderNot }: Question): Scalar {
  const value = asString(place);
  const range = text(`${addressText(network)}/${network.prefix}`);
  const asked = call(network.version === 4 ? 'ipv4_is_in_range' : 'ipv6_is_in_range', value, range);
  const test = isUnderNot ? call('coalesce', asked, FALSE) : asked;
  if (network.version === 4) return test;
  return allOf([binary(value, 'contains', text(':')), test]);
}

function addressText({ version, address }: Network): string {
  const [bits, groups] = version === 4 ? [8n, 4] : [16n, 8];
  const parts = Array.from(
    { length: groups },
    (_, at) => (address >> (bits * BigInt(groups - 1 - at))) & ((1n << bits) - 1n),
  );
  return version === 4 ? parts.join('.') : parts.map((part) => part.toString(16)).join(':');
}
