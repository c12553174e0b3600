import type { Ancestor } from '../../event/ancestor.ts';
import type { AuditRecord } from '../../event/audit-record.ts';
import type { AdditionalFields } from '../../event/process-event.ts';
import type { ProcessMark } from '../../event/process-marks.ts';
import { isObject, type JsonObject, parseLine, textOf, valueAt } from './json.ts';

/** Longer chains than the lineage ever makes are not believed. */
const MAX_CHAIN = 128;

type Reader = (value: unknown) => unknown;

const texts: Reader = (value) => (Array.isArray(value) && value.every(isText) ? value : undefined);

/** How each of our additional fields is read; other ones are left out. */
const FIELDS: Readonly<Record<keyof AdditionalFields, Reader>> = {
  Argv: texts,
  ArgvHex: texts,
  ArgvMissing: (value) => (Number.isSafeInteger(value) ? value : undefined),
  CommandLineSource: (value) => (value === 'proctitle' ? value : undefined),
  InvokedPath: textOf,
  Script: textOf,
  Comm: textOf,
  Tty: textOf,
  AuditKey: textOf,
  Subject: textOf,
  LoginUserId: textOf,
  LoginUsername: textOf,
  RealUserId: textOf,
  RealUsername: textOf,
  ContainerId: textOf,
  Syscall: textOf,
  Architecture: textOf,
  AuditRecords: (value) => (Array.isArray(value) && value.every(isAuditRecord) ? value : undefined),
  ActingProcessEvidence: (value) => (EVIDENCE.includes(value) ? value : undefined),
  Ancestors: ancestorsOf,
};

const EVIDENCE: readonly unknown[] = ['exec', 'fork', 'syscall', 'child'];

/**
 * AdditionalFields of a row, an object or its JSON as a text. The fields that we know, in the row's order; what has
 * another type than ours is left out.
 */
export function readAdditional(value: unknown): AdditionalFields {
  const object = typeof value === 'string' ? objectIn(value) : isObject(value) ? value : undefined;
  if (object === undefined) return {};
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(object)) {
    if (!Object.hasOwn(FIELDS, key)) continue;
    const read = FIELDS[key as keyof AdditionalFields](object[key]);
    if (read !== undefined) fields[key] = read;
  }
  return fields as AdditionalFields;
}

/** The marks of processes that `normalize` writes beside the columns; undefined where there are none to be used. */
export function readMarks(value: unknown): readonly ProcessMark[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_CHAIN + 1) return undefined;
  return value.every(isMark) ? value : undefined;
}

function objectIn(text: string): JsonObject | undefined {
  const parsed = parseLine(text);
  return parsed.kind === 'object' ? parsed.object : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isAuditRecord(value: unknown): value is AuditRecord {
  return isObject(value) && Object.values(value).every((each) => isText(each) || texts(each) !== undefined);
}

function isMark(value: unknown): value is ProcessMark {
  if (!isObject(value) || !isText(valueAt(value, 'key'))) return false;
  const started = valueAt(value, 'started');
  const node = valueAt(value, 'node');
  return (started === undefined || isText(started)) && (node === undefined || ancestorOf(node) !== undefined);
}

function ancestorsOf(value: unknown): readonly Ancestor[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.slice(0, MAX_CHAIN).flatMap((each) => ancestorOf(each) ?? []);
}

function ancestorOf(value: unknown): Ancestor | undefined {
  if (!isObject(value)) return undefined;
  const pid = textOf(valueAt(value, 'pid')) ?? '';
  const name = textOf(valueAt(value, 'name'));
  const commandLine = textOf(valueAt(value, 'commandLine'));
  const reason = textOf(valueAt(value, 'reason'));
  return {
    pid,
    ...(name === undefined ? {} : { name }),
    ...(commandLine === undefined ? {} : { commandLine }),
    ...(valueAt(value, 'inferred') === true ? { inferred: true as const } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(valueAt(value, 'reparented') === true ? { reparented: true as const } : {}),
  };
}
