import { type Sql, sql } from '../sql.ts';
import { fromBase64, inflated } from '../values/bytes.ts';
import { arrayOf, isWhole, itemsOf } from '../values/json.ts';
import { fromPunycode, toPunycode } from '../values/punycode.ts';
import { urlDecoded } from '../values/url.ts';
import { native, nativeOfMany } from './native.ts';
import type { FunctionRow, FunctionTable } from './row.ts';
import { one } from './shapes.ts';

/** Bytes that are no UTF-8, or no base64, make no text. */
const decodeText: FunctionRow = {
  takes: ['string'],
  gives: 'string',
  orEmpty: true,
  sql: one((a) => sql`kql_base64(${a})`),
};

const encodeText: FunctionRow = { takes: ['string'], gives: 'string', sql: one((a) => sql`to_base64(encode(${a}))`) };

const toCodePoints = native('unicode_codepoints_from_string', {
  takes: ['string'],
  gives: 'dynamic',
  run: (text) => arrayOf(Array.from(text, (character) => String(character.codePointAt(0)))),
});

/** Functions that write text and bytes in other ways. */
export const encoding: FunctionTable = {
  base64_decode_tostring: decodeText,
  base64_decodestring: decodeText,
  base64_encode_tostring: encodeText,
  base64_encodestring: encodeText,
  base64_decode_toarray: native('base64_decode_toarray', {
    takes: ['string'],
    gives: 'dynamic',
    run: (text) => {
      const bytes = fromBase64(text);
      return bytes === undefined ? null : arrayOf(Array.from(bytes, String));
    },
  }),
  base64_decode_toguid: native('base64_decode_toguid', {
    takes: ['string'],
    gives: 'guid',
    run: (text) => {
      const bytes = fromBase64(text);
      return bytes?.length === 16 ? guidOf(bytes) : null;
    },
  }),
  base64_encode_fromarray: native('base64_encode_fromarray', {
    takes: ['dynamic'],
    gives: 'string',
    run: (json) => {
      const items = itemsOf(json) ?? [];
      const isBytes = items.every((item) => isWhole(item) && Number(item) >= 0 && Number(item) < 256);
      return isBytes ? Buffer.from(items.map(Number)).toString('base64') : null;
    },
  }),
  base64_encode_fromguid: native('base64_encode_fromguid', {
    takes: ['guid'],
    gives: 'string',
    run: (guid) => swapped(Buffer.from(guid.replaceAll('-', ''), 'hex')).toString('base64'),
  }),
  url_decode: native('url_decode', { takes: ['string'], gives: 'string', run: urlDecoded }),
  url_encode: native('url_encode', {
    takes: ['string'],
    gives: 'string',
    run: (text) => escaped(text, /[^A-Za-z0-9\-_.~]/u).replaceAll('%20', '+'),
  }),
  url_encode_component: native('url_encode_component', {
    takes: ['string'],
    gives: 'string',
    run: (text) => escaped(text, /[^A-Za-z0-9\-_.~]/u),
  }),
  zlib_decompress_from_base64_string: decompress('zlib'),
  gzip_decompress_from_base64_string: decompress('gzip'),
  punycode_from_string: native('punycode_from_string', { takes: ['string'], gives: 'string', run: toPunycode }),
  punycode_to_string: native('punycode_to_string', {
    takes: ['string'],
    gives: 'string',
    run: (text) => fromPunycode(text) ?? null,
  }),
  punycode_domain_from_string: native('punycode_domain_from_string', {
    takes: ['string'],
    gives: 'string',
    run: (domain) => {
      const labels = domain.split('.').map((each) => (/^xn--/i.test(each) ? fromPunycode(each.slice(4)) : each));
      return labels.includes(undefined) ? null : labels.join('.');
    },
  }),
  unicode_codepoints_from_string: toCodePoints,
  to_utf8: toCodePoints,
  unicode_codepoints_to_string: nativeOfMany('unicode_codepoints_to_string', {
    takes: [],
    rest: 'dynamic',
    gives: 'string',
    run: (...values) => textOfCodePoints(values.flatMap((json) => itemsOf(json) ?? [json])),
  }),
  isutf8: { takes: ['string'], gives: 'bool', sql: one(() => sql`true`) },
  isascii: { takes: ['string'], gives: 'bool', sql: one((a: Sql) => sql`(length(${a}) = strlen(${a}))`) },
};

function textOfCodePoints(points: readonly string[]): string | null {
  const numbers = points.map((each) => (isWhole(each) ? Number(each) : -1));
  const isText = numbers.every((each) => each >= 0 && each <= 0x10ffff && (each < 0xd800 || each > 0xdfff));
  return isText ? numbers.map((each) => String.fromCodePoint(each)).join('') : null;
}

/** The bytes of characters that a URL can't have, each as `%xx`. */
function escaped(text: string, unsafe: RegExp): string {
  return Array.from(text, (character) => (unsafe.test(character) ? percent(character) : character)).join('');
}

function percent(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function decompress(format: 'zlib' | 'gzip'): FunctionRow {
  return native(`${format}_decompress`, {
    takes: ['string'],
    gives: 'string',
    run: (text) => {
      const bytes = fromBase64(text);
      return bytes === undefined ? null : (inflated(bytes, format) ?? null);
    },
  });
}

/** A GUID's first three numbers are little-endian as bytes. */
function swapped(bytes: Buffer): Buffer {
  const [a, b, c] = [bytes.subarray(0, 4), bytes.subarray(4, 6), bytes.subarray(6, 8)];
  return Buffer.concat([
    Buffer.from(a).reverse(),
    Buffer.from(b).reverse(),
    Buffer.from(c).reverse(),
    bytes.subarray(8),
  ]);
}

function guidOf(bytes: Buffer): string {
  const hex = swapped(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
