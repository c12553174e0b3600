import { sameBytes } from './byte-strings.ts';
import { type RecordKind, recordKind } from './record-types.ts';

/** The start of an audit record, as far as it is needed to sort and join records. One object is reused for all lines. */
export interface Header {
  kind: RecordKind;
  /** Milliseconds since 1970. */
  time: number;
  serial: number;
  /** Offset in the buffer of `SECONDS.MILLIS:SERIAL` and after it. */
  uidStart: number;
  uidEnd: number;
  /** Offset after `):`, where the record's own fields begin. */
  body: number;
  /** Host named by `node=` or by a syslog header; empty if none. */
  host: string;
}

export function newHeader(): Header {
  return { kind: 'other', time: 0, serial: 0, uidStart: 0, uidEnd: 0, body: 0, host: '' };
}

const SPACE = 0x20;
const DOT = 0x2e;
const COLON = 0x3a;
const CLOSE = 0x29;
const ZERO = 0x30;
const TYPE = [...Buffer.from('type=')];
const NODE = [...Buffer.from('node=')];
const MSG = [...Buffer.from('msg=audit(')];
const AUDIT = [...Buffer.from('audit(')];

/**
 * Reads the head of a line in place: `[syslog header ][node=NAME ]type=NAME msg=audit(SEC.MS:SERIAL):`. Only what
 * stands at the start counts, so nothing that a value contains can pose as a header.
 * @returns whether the line is an audit record; the header's content is defined only then.
 */
export function readHeader(buffer: Buffer, start: number, end: number, header: Header): boolean {
  let at = start;
  header.host = '';
  if (!startsWith(buffer, at, end, TYPE) && !startsWith(buffer, at, end, NODE)) {
    at = skipSyslogHeader(buffer, start, end, header);
    if (at < 0) return false;
  }
  if (startsWith(buffer, at, end, NODE)) {
    const from = at + NODE.length;
    at = buffer.indexOf(SPACE, from);
    if (at < 0 || at >= end) return false;
    header.host = hostName(buffer, from, at);
    at += 1;
  }
  if (!startsWith(buffer, at, end, TYPE)) return false;
  return readTypeAndStamp(buffer, at + TYPE.length, end, header);
}

function readTypeAndStamp(buffer: Buffer, from: number, end: number, header: Header): boolean {
  let at = from;
  while (at < end && buffer[at] !== SPACE) at += 1;
  if (at === from || at >= end || at - from > 40) return false;
  header.kind = kindOf(buffer, from, at);
  at += 1;
  if (startsWith(buffer, at, end, MSG)) at += MSG.length;
  else if (startsWith(buffer, at, end, AUDIT)) at += AUDIT.length;
  else return false;
  return readStamp(buffer, at, end, header);
}

/** `SECONDS.MILLIS:SERIAL):`; old auditd left out the last colon in some of its own records. */
function readStamp(buffer: Buffer, from: number, end: number, header: Header): boolean {
  const dot = digitsEnd(buffer, from, end);
  if (dot === from || dot - from > 11 || buffer[dot] !== DOT) return false;
  const colon = digitsEnd(buffer, dot + 1, end);
  if (colon !== dot + 4 || buffer[colon] !== COLON) return false;
  const close = digitsEnd(buffer, colon + 1, end);
  if (close === colon + 1 || close - colon > 11 || close >= end || buffer[close] !== CLOSE) return false;
  header.time = number(buffer, from, dot) * 1000 + number(buffer, dot + 1, colon);
  header.serial = number(buffer, colon + 1, close);
  header.uidStart = from;
  header.uidEnd = close;
  header.body = close + 1 < end && buffer[close + 1] === COLON ? close + 2 : close + 1;
  return true;
}

function digitsEnd(buffer: Buffer, from: number, end: number): number {
  let at = from;
  for (; at < end; at += 1) {
    const byte = buffer[at] ?? 0;
    if (byte < ZERO || byte > 0x39) break;
  }
  return at;
}

function number(buffer: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + ((buffer[at] ?? 0) - ZERO);
  return value;
}

function startsWith(buffer: Buffer, at: number, end: number, text: readonly number[]): boolean {
  if (at + text.length > end) return false;
  for (let index = 0; index < text.length; index += 1) if (buffer[at + index] !== text[index]) return false;
  return true;
}

interface KnownType {
  readonly name: string;
  readonly kind: RecordKind;
}

const knownTypes = new Map<number, KnownType>();
const MOST_TYPES = 1024;

/** The types are few: the name of each is decoded once. */
function kindOf(buffer: Buffer, from: number, to: number): RecordKind {
  let hash = to - from;
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + (buffer[at] ?? 0)) | 0;
  const known = knownTypes.get(hash);
  if (known !== undefined && known.name.length === to - from && sameBytes(buffer, from, known.name)) return known.kind;
  const name = buffer.toString('latin1', from, to);
  const kind = recordKind(name);
  if (knownTypes.size < MOST_TYPES) knownTypes.set(hash, { name, kind });
  return kind;
}

let lastHost = '';

function hostName(buffer: Buffer, from: number, to: number): string {
  if (lastHost.length !== to - from || !sameBytes(buffer, from, lastHost))
    lastHost = buffer.toString('latin1', from, to);
  return lastHost;
}

/** The writers of audit lines into syslog; a line of any other program is not an audit record, whatever it says. */
const AUDIT_TAG = /^(?:audispd|audisp[-_]\w+|auditd?|kernel|[\w.-]*audit[\w.-]*)$/;
const SYSLOG_BSD =
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)) (\S+) ([\w./-]+?)(?:\[\d+\])?: (?:\[ *\d+\.\d+\] )?(?:audit: )?/;
const SYSLOG_5424 = /^<\d{1,3}>1 \S+ (\S+) (\S+) \S+ \S+ (?:-|(?:\[[^\]]*\])+) (?:\ufeff|\xef\xbb\xbf)?/;
/** As `dmesg` and `journalctl --output cat` show the kernel's own lines. */
const KERNEL = /^(?:\[ *\d+\.\d+\] )?audit: /;
const LONGEST_SYSLOG_HEADER = 512;

/** @returns the offset after the syslog header of an audit writer, or -1. */
function skipSyslogHeader(buffer: Buffer, start: number, end: number, header: Header): number {
  const text = buffer.toString('latin1', start, Math.min(end, start + LONGEST_SYSLOG_HEADER));
  const kernel = KERNEL.exec(text);
  if (kernel !== null) return start + kernel[0].length;
  const match = SYSLOG_BSD.exec(text) ?? SYSLOG_5424.exec(text);
  if (match === null || !AUDIT_TAG.test(match[2] ?? '')) return -1;
  header.host = match[1] ?? '';
  return start + match[0].length;
}
