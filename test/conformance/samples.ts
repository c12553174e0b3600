import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { parse } from 'yaml';
import { Fields } from '../../src/formats/auditd/fields.ts';
import { newHeader, readHeader } from '../../src/formats/auditd/header.ts';

/** Public samples of audit logs, beside the checkout; not part of it. */
export const SAMPLES = join(import.meta.dirname, '../../../shared/samples');
export const haveSamples = existsSync(join(SAMPLES, 'auditd'));

/** A text of records, one byte a character. */
export interface SampleLog {
  readonly name: string;
  readonly text: string;
}

/** Every log among the samples, also those inside YAML and ZIP files. */
export function sampleLogs(): SampleLog[] {
  if (!haveSamples) return [];
  return ['auditd', 'laurel'].flatMap((folder) => filesBelow(folder)).flatMap((file) => logsIn(file));
}

export function readSample(file: string): string {
  return readFileSync(join(SAMPLES, file), 'latin1');
}

export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(SAMPLES, file), 'utf8'));
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(SAMPLES, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

function logsIn(file: string): SampleLog[] {
  if (file.endsWith('.log') || (file.startsWith('laurel/') && file.endsWith('.txt'))) {
    return [{ name: file, text: readSample(file) }];
  }
  if (file.includes('/aucoalesce/') && file.endsWith('.yaml')) return [...coalesceTests(file)].map(asLog(file));
  if (file.includes('/splunk-data-sources/'))
    return [asLog(file)(['example_log', yaml(file)['example_log'] as string])];
  return file.endsWith('.zip') ? zipEntries(file) : [];
}

function asLog(file: string): (entry: readonly [string, string]) => SampleLog {
  return ([name, text]) => ({ name: `${file}: ${name}`, text });
}

/** The named texts of records in one of aucoalesce's test files. */
export function coalesceTests(file: string): Map<string, string> {
  return new Map(Object.entries(yaml(file)['tests'] as Record<string, string>));
}

function yaml(file: string): Record<string, unknown> {
  return parse(readFileSync(join(SAMPLES, file), 'utf8'));
}

/** The files in a ZIP archive, by the list at its end. */
function zipEntries(file: string): SampleLog[] {
  const zip = readFileSync(join(SAMPLES, file));
  const found: SampleLog[] = [];
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, name] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + size);
    const text = (method === 0 ? bytes : inflateRawSync(bytes)).toString('latin1');
    found.push({ name: `${file}: ${zip.toString('utf8', at + 46, at + 46 + name)}`, text });
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}

/** One record with all its fields, read with the format's own reader of heads and fields. */
export interface SampleRecord {
  readonly time: number;
  readonly serial: number;
  readonly uid: string;
  readonly host: string;
  /** Of a name that comes twice, the first. */
  readonly fields: ReadonlyMap<string, SampleValue>;
}

export interface SampleValue {
  /** As it stands, without quotes. */
  readonly raw: string;
  /** Decoded as a value that the kernel quotes or writes in hexadecimal; undefined for `(null)`. */
  readonly text: string | undefined;
}

export function readRecord(line: string): SampleRecord | undefined {
  const buffer = Buffer.from(line, 'latin1');
  const header = newHeader();
  if (!readHeader(buffer, 0, buffer.length, header)) return undefined;
  const { time, serial, host, uidStart, uidEnd, body } = header;
  const found = new Map<string, SampleValue>();
  collect(buffer, body, buffer.length, found);
  return { time, serial, host, uid: buffer.toString('latin1', uidStart, uidEnd), fields: found };
}

/** Fields of user space stand inside `msg='…'`. */
function collect(buffer: Buffer, from: number, end: number, found: Map<string, SampleValue>): void {
  const fields = new Fields();
  fields.open(buffer, from, end);
  while (fields.next()) {
    const name = buffer.toString('latin1', fields.nameStart, fields.nameEnd);
    if (name === 'msg' && buffer[fields.start] === 0x27) {
      const close = buffer.lastIndexOf("'");
      collect(buffer, fields.start + 1, close > fields.start ? close : end, found);
      return;
    }
    if (!found.has(name)) found.set(name, { raw: fields.raw, text: fields.text });
  }
}

/** Counts how two parsers' values compare; what has no class must be explained. */
export class Comparison {
  equal = 0;
  readonly #classes = new Map<string, number>();
  readonly unexplained: string[] = [];

  /** @param classOf why the values may differ, or undefined if there is no reason */
  compare(what: string, ours: unknown, theirs: unknown, classOf: () => string | undefined = () => undefined): void {
    const [left, right] = [JSON.stringify(ours), JSON.stringify(theirs)];
    if (left === right) {
      this.equal += 1;
      return;
    }
    const reason = classOf();
    if (reason === undefined) this.unexplained.push(`${what}: ours ${left}, theirs ${right}`);
    else this.#classes.set(reason, (this.#classes.get(reason) ?? 0) + 1);
  }

  /** Counts by class, largest first. */
  get classes(): Record<string, number> {
    return Object.fromEntries([...this.#classes].sort(([, a], [, b]) => b - a));
  }
}
