const BEYOND_ASCII = /[\u0080-\uffff]/;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Bytes (as a latin-1 string) as text. Valid UTF-8 is decoded; in anything else the bytes above 0x7F that are not part
 * of a valid sequence are shown as `\xNN`.
 */
export function textOf(bytes: string): string {
  if (!BEYOND_ASCII.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, 'latin1');
  try {
    return strict.decode(buffer);
  } catch {
    return withEscapes(buffer);
  }
}

/** Whether bytes (as a latin-1 string) are valid UTF-8, so that `textOf` loses nothing. */
export function isUtf8(bytes: string): boolean {
  if (!BEYOND_ASCII.test(bytes)) return true;
  try {
    strict.decode(Buffer.from(bytes, 'latin1'));
    return true;
  } catch {
    return false;
  }
}

function withEscapes(buffer: Buffer): string {
  let text = '';
  for (let at = 0; at < buffer.length; ) {
    const length = sequenceLength(buffer, at);
    if (length === 0) {
      text += `\\x${(buffer[at] ?? 0).toString(16).padStart(2, '0')}`;
      at += 1;
    } else {
      text += buffer.toString('utf8', at, at + length);
      at += length;
    }
  }
  return text;
}

/** Length of the valid UTF-8 sequence at an offset; 0 if there is none. */
function sequenceLength(buffer: Buffer, at: number): number {
  const lead = buffer[at] ?? 0;
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length < 2) return length;
  try {
    strict.decode(buffer.subarray(at, at + length));
    return at + length <= buffer.length ? length : 0;
  } catch {
    return 0;
  }
}
