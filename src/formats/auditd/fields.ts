/**
 * Reading single fields of a record. Records are held as latin-1 strings, one character a byte, so that offsets and
 * bytes stay exact; values are decoded as UTF-8 only when they are taken out.
 */

/** Separates the record from auditd's own translations in ENRICHED logs. */
export const ENRICHMENT = '\x1d';

/** A value as it stands in the record: quoted text, or bare (hexadecimal, a number, a word). */
export type RawValue =
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'bare'; readonly text: string };

/**
 * The value of ` name=` at or after `from`. Absent is undefined.
 * @param key the name with a leading blank and the equals sign, for instance ` exe=`
 */
export function rawField(record: string, key: string, from = 0): RawValue | undefined {
  const found = record.indexOf(key, from);
  return found < 0 ? undefined : rawValueAt(record, found + key.length);
}

export function rawValueAt(record: string, at: number): RawValue {
  if (record.charCodeAt(at) === QUOTE) {
    const close = record.indexOf('"', at + 1);
    return { kind: 'quoted', text: record.slice(at + 1, close < 0 ? record.length : close) };
  }
  return { kind: 'bare', text: record.slice(at, bareEnd(record, at)) };
}

const QUOTE = 0x22;

/** A bare value ends at a blank or 0x1D; forwarders that drop 0x1D glue the first translated name to the value. */
function bareEnd(record: string, at: number): number {
  if (record.startsWith('(null)', at)) return at + 6;
  let end = at;
  for (; end < record.length; end += 1) {
    const code = record.charCodeAt(end);
    if (code === 0x20 || code === 0x1d) break;
    if (code === EQUALS) return gluedEnd(record, at, end);
  }
  return end;
}

const EQUALS = 0x3d;
const GLUED = /(?:ARCH|SYSCALL|[AEFSO]?UID|[EFSO]?GID|SADDR|ID|OLD-AUID)$/;

function gluedEnd(record: string, at: number, equals: number): number {
  const glued = GLUED.exec(record.slice(at, equals));
  if (glued !== null && glued.index > 0) return at + glued.index;
  const blank = record.indexOf(' ', equals);
  return blank < 0 ? record.length : blank;
}

/** A bare word or number, for instance `pid` or `success`; `(null)` is null, absent undefined. */
export function word(record: string, key: string): string | null | undefined {
  const raw = rawField(record, key);
  if (raw === undefined) return undefined;
  return raw.kind === 'bare' && raw.text === '(null)' ? null : raw.text;
}

const DECIMAL = /^\d{1,15}$/;

/** A field that must be a number in decimal digits; undefined if it is absent or is none. */
export function decimal(record: string, key: string): number | undefined {
  const text = word(record, key);
  return typeof text === 'string' && DECIMAL.test(text) ? Number(text) : undefined;
}

/** The value of a field that the kernel quotes or writes in hexadecimal: its bytes as a latin-1 string. */
export function untrusted(raw: RawValue | undefined): string | null | undefined {
  if (raw === undefined) return undefined;
  if (raw.kind === 'quoted') return raw.text;
  if (raw.text === '(null)' || raw.text === '(none)') return null;
  return unhex(raw.text) ?? raw.text;
}

const HEX = /^(?:[0-9A-Fa-f]{2})+$/;

/** Bytes of hexadecimal text as a latin-1 string; undefined if it is not hexadecimal. */
export function unhex(text: string): string | undefined {
  return HEX.test(text) ? Buffer.from(text, 'hex').toString('latin1') : undefined;
}

/** auditd's own translation of a field (`UID="www-data"`), from the part behind 0x1D or glued to the record. */
export function enriched(record: string, name: string, tail: number): string | undefined {
  if (tail < 0) return undefined;
  let found = record.indexOf(`${name}="`, tail);
  while (found > tail && isNameCharacter(record.charCodeAt(found - 1)) && found !== tail) {
    found = record.indexOf(`${name}="`, found + 1);
  }
  if (found < 0) return undefined;
  const from = found + name.length + 2;
  const close = record.indexOf('"', from);
  return close < 0 ? undefined : record.slice(from, close);
}

function isNameCharacter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || code === 0x2d || code === 0x5f;
}
