import { encoding } from './encoding.ts';

export const base64 = encoding('base64', 'The value is encoded as Base64 of its UTF-8 bytes, or of what `wide` made.', {
  encode: (bytes) => [bytes.toString('base64')],
});
