import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress, parseNetwork } from './network.ts';

describe('parseNetwork', () => {
  test.each([
    ['10.0.0.0/8', 4, 10n << 24n, 8],
    ['0.0.0.0/0', 4, 0n, 0],
    ['192.0.2.1', 4, 0xc0000201n, 32],
    ['::/0', 6, 0n, 0],
    ['::1', 6, 1n, 128],
    ['2001:db8::/32', 6, 0x20010db8n << 96n, 32],
    ['::ffff:192.0.2.1/128', 6, 0xffffc0000201n, 128],
    ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n, 128],
  ])('%s', (text, version, address, prefix) => {
    expect(parseNetwork(text)).toEqual({ network: { version, address, prefix } });
  });

  test.each([
    '',
    '10.0.0.0/33',
    '10.0.0.1/8',
    '10.0.*',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/+8',
    'fe80::1%eth0',
    '::/129',
    'a',
  ])('refuses %j', (text) => expect(parseNetwork(text)).toHaveProperty('reason'));
});

test('parseAddress reads the numbers of an address', () => {
  fc.assert(
    fc.property(fc.ipV4(), (text) => {
      const expected = text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
      expect(parseAddress(text)?.address).toBe(BigInt(expected));
    }),
  );
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      expect(parseAddress(text)?.version).toBe(6);
    }),
  );
});
