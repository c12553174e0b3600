/** An address of 32 or 128 bits, and how many of them its prefix has. */
export interface Address {
  readonly bits: bigint;
  readonly prefix: number;
}

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const IPV4 = new RegExp(String.raw`^(${OCTET})\.(${OCTET})\.(${OCTET})\.(${OCTET})(?:/(\d{1,2}))?$`);

/** `a.b.c.d` or `a.b.c.d/n`; undefined for another text. */
export function parseIpv4(text: string): Address | undefined {
  const [, a, b, c, d, prefix = '32'] = IPV4.exec(text.trim()) ?? [];
  if (a === undefined || Number(prefix) > 32) return undefined;
  const bits = [a, b, c, d].reduce((all, each) => (all << 8n) | BigInt(each ?? 0), 0n);
  return { bits, prefix: Number(prefix) };
}

/** An IPv6 address with or without a prefix, or an IPv4 address, which is taken as `::ffff:a.b.c.d`. */
export function parseIpv6(written: string): Address | undefined {
  const text = written.trim();
  const ipv4 = parseIpv4(text.replace(/^::(?:ffff:)?(?=[\d.]+(?:\/|$))(?=.*\.)/i, ''));
  if (ipv4 !== undefined) return { bits: 0xffff_0000_0000n | ipv4.bits, prefix: 96 + ipv4.prefix };
  const [, address = '', prefix = '128'] = /^([0-9A-Fa-f:.]{2,45})(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const bits = bitsOfIpv6(address);
  return bits === undefined || Number(prefix) > 128 ? undefined : { bits, prefix: Number(prefix) };
}

function bitsOfIpv6(address: string): bigint | undefined {
  const [head = '', tail, ...more] = address.split('::');
  if (more.length > 0 || address === '') return undefined;
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => 0), ...after];
  return groups.reduce((all, each) => (all << 16n) | BigInt(each), 0n);
}

/** Numbers of 16 bits; an IPv4 address at the end is two of them. */
function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const written = text.split(':');
  for (const [at, each] of written.entries()) {
    const ipv4 = at === written.length - 1 && each.includes('.') ? parseIpv4(each) : undefined;
    if (ipv4 !== undefined) groups.push(Number(ipv4.bits >> 16n), Number(ipv4.bits & 0xffffn));
    else if (/^[0-9A-Fa-f]{1,4}$/.test(each)) groups.push(Number.parseInt(each, 16));
    else return undefined;
  }
  return groups;
}

/** An address without the bits behind a prefix. */
export function masked(bits: bigint, prefix: number, size: 32 | 128): bigint {
  const rest = BigInt(size - prefix);
  return (bits >> rest) << rest;
}

/** -1, 0 or 1 by the bits that the shortest of the prefixes has. */
export function compareAddresses(a: Address, b: Address, prefix: number, size: 32 | 128): bigint {
  const shortest = Math.min(a.prefix, b.prefix, prefix);
  const [one, other] = [masked(a.bits, shortest, size), masked(b.bits, shortest, size)];
  return one < other ? -1n : one > other ? 1n : 0n;
}

export function ipv4Text(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((by) => (bits >> by) & 0xffn).join('.');
}

/** All eight groups, four digits each. */
export function ipv6Text(bits: bigint): string {
  const hex = bits.toString(16).padStart(32, '0');
  return (hex.match(/.{4}/g) ?? []).join(':');
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(parseIpv4);

/** Whether an address with all that its prefix covers is in a private network. */
export function isPrivate({ bits, prefix }: Address): boolean {
  return PRIVATE.some(
    (range) => range !== undefined && prefix >= range.prefix && masked(bits, range.prefix, 32) === range.bits,
  );
}

const IN_TEXT = new RegExp(String.raw`(?<![0-9A-Za-z])(?:${OCTET}\.){3}${OCTET}(?![0-9A-Za-z])`, 'g');

/** The IPv4 addresses in a text, each with no letter or digit beside it. */
export function addressesIn(text: string): readonly string[] {
  return text.match(IN_TEXT) ?? [];
}

/** Whether a text is the beginning of an address, as `has_ipv4_prefix` wants it: whole numbers, and a dot behind them. */
export function isPrefix(text: string): boolean {
  return parseIpv4(text) !== undefined || new RegExp(String.raw`^(?:${OCTET}\.){1,3}$`).test(text);
}
