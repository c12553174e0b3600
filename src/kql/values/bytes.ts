import { inflateSync, unzipSync } from 'node:zlib';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of a base64 text; undefined if it is none, or has no padding where it needs some. */
export function fromBase64(text: string): Buffer | undefined {
  return BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text; undefined if they are no UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** What a small text may unfold to. */
const MAX_INFLATED = 16 * 1024 * 1024;

/** What zlib or gzip data says; undefined if it is none, or longer than 16 MiB. */
export function inflated(bytes: Uint8Array, format: 'zlib' | 'gzip'): string | undefined {
  try {
    const inflate = format === 'zlib' ? inflateSync : unzipSync;
    return utf8(inflate(bytes, { maxOutputLength: MAX_INFLATED }));
  } catch {
    return undefined;
  }
}
