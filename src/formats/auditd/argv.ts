import { rawValueAt, unhex } from './fields.ts';

/** Arguments as the EXECVE records give them. */
export interface ArgumentList {
  /** The bytes of each argument as a latin-1 string; an argument that is missing is an empty string. */
  readonly values: readonly string[];
  /** Arguments announced by `argc` or by a gap in the numbers, but not found. */
  readonly missing: number;
  /** Names of the fields that could not be read, with the reason. */
  readonly problems: readonly { readonly field: string; readonly reason: string }[];
}

/** More arguments than any kernel passes; higher numbers are refused. */
const MAX_ARGUMENTS = 4_194_304;

interface Collected {
  readonly whole: Map<number, string>;
  readonly pieces: Map<number, string[]>;
  readonly lengths: Map<number, number>;
  readonly problems: { field: string; reason: string }[];
  argc: number;
  highest: number;
}

/** Joins the EXECVE records of one event, in any order. */
export function argumentsOf(records: readonly string[]): ArgumentList {
  const found: Collected = {
    whole: new Map(),
    pieces: new Map(),
    lengths: new Map(),
    problems: [],
    argc: 0,
    highest: -1,
  };
  for (const record of records) collect(record, found);
  const count = Math.max(found.highest + 1, found.argc > MAX_LISTED ? 0 : found.argc);
  const values: string[] = [];
  let missing = Math.max(0, found.argc - count);
  for (let index = 0; index < count; index += 1) {
    const value = argumentAt(index, found);
    if (value === undefined) missing += 1;
    values.push(value ?? '');
  }
  return { values, missing, problems: found.problems };
}

/** An argc above this that the records do not back is not believed as a size, only counted as missing. */
const MAX_LISTED = 65_536;

function argumentAt(index: number, found: Collected): string | undefined {
  const whole = found.whole.get(index);
  if (whole !== undefined) return whole;
  const pieces = found.pieces.get(index);
  if (pieces === undefined) return undefined;
  const expected = found.lengths.get(index);
  const joined = pieces.join('');
  if (expected !== undefined && joined.length !== expected && joined.length * 2 !== expected) {
    found.problems.push({ field: `a${index}`, reason: `is cut: ${joined.length} of ${expected} characters are there` });
  }
  return joined;
}

function collect(record: string, found: Collected): void {
  for (let at = record.indexOf(' a'); at >= 0; ) {
    const equals = record.indexOf('=', at);
    if (equals < 0) return;
    const raw = rawValueAt(record, equals + 1);
    take(record.slice(at + 1, equals), raw.kind === 'quoted' ? raw.text : undefined, raw.text, found);
    const end = equals + 1 + raw.text.length + (raw.kind === 'quoted' ? 2 : 0);
    at = record.charCodeAt(end) === 0x20 && end + 1 < record.length ? end : -1;
  }
}

const ARGUMENT = /^a(\d{1,7})(?:(_len)|\[(\d{1,6})\])?$/;

function take(name: string, quoted: string | undefined, text: string, found: Collected): void {
  if (name === 'argc') {
    if (/^\d{1,9}$/.test(text)) found.argc = Math.max(found.argc, Number(text));
    else found.problems.push({ field: name, reason: 'is no number' });
    return;
  }
  const match = ARGUMENT.exec(name);
  if (match === null || Number(match[1]) >= MAX_ARGUMENTS) {
    found.problems.push({ field: name.slice(0, 40), reason: 'is not an argument' });
    return;
  }
  const index = Number(match[1]);
  found.highest = Math.max(found.highest, index);
  if (match[2] !== undefined) found.lengths.set(index, Number(text));
  else store(index, match[3], decoded(name, quoted, text, found), found);
}

function store(index: number, piece: string | undefined, value: string, found: Collected): void {
  if (piece === undefined) {
    found.whole.set(index, value);
    return;
  }
  const pieces = found.pieces.get(index) ?? [];
  pieces[Number(piece)] = value;
  found.pieces.set(index, pieces);
}

/** In an EXECVE record a bare argument is always hexadecimal, even if it looks like a number. */
function decoded(name: string, quoted: string | undefined, text: string, found: Collected): string {
  if (quoted !== undefined) return quoted;
  const bytes = unhex(text);
  if (bytes !== undefined) return bytes;
  if (text !== '(null)') found.problems.push({ field: name, reason: 'is neither quoted nor hexadecimal' });
  return text === '(null)' ? '' : text;
}
