import { encoding } from './encoding.ts';

export const base64offset = encoding(
  'base64offset',
  'The value as it looks inside Base64 of a longer text, at each of the three offsets; for use with `contains`.',
  { atLeast: 2, encode: (bytes) => OFFSETS.map((offset) => atOffset(bytes, offset)) },
);

const OFFSETS = [0, 1, 2] as const;

/** How many characters before and behind the value are not of the value alone, by the bytes before it. */
const BEFORE = [0, 2, 3] as const;
const BEHIND = [0, 3, 2];

function atOffset(bytes: Buffer, offset: (typeof OFFSETS)[number]): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const behind = BEHIND[(bytes.length + offset) % 3] ?? 0;
  return encoded.slice(BEFORE[offset], encoded.length - behind);
}
