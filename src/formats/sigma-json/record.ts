import type { Origin } from '../../event/origin.ts';
import { type ColumnName, LOG_FIELDS, LOG_PROCESS_KEYS, taxonomy } from '../../event/taxonomy.ts';
import type { EventOptions } from '../format.ts';
import { badTime, eventOf, type GivenColumns, noProcess } from '../structured/event.ts';
import { isInexact, isObject, type JsonObject, parseExact, valueAt } from '../structured/json.ts';
import type { Reading } from '../structured/log.ts';
import { readTime } from '../time.ts';
import { partsOf, textIn, valueIn } from './parts.ts';

/** Sigma's fields with the column that each fills. */
const FIELDS: readonly (readonly [field: string, column: ColumnName])[] = Object.entries(taxonomy).flatMap(
  ([field, target]): [string, ColumnName][] => {
    if (target.kind === 'column') return [[field, target.column]];
    return target.kind === 'parent' ? [[field, target.acting]] : [];
  },
);

/** Event numbers of process creation: Sysmon's. */
const CREATION: readonly string[] = ['1'];

/** What Sysmon writes in place of a value that it does not know. */
const UNKNOWN = '-';
/** There it may be the value itself. */
const LITERAL: ReadonlySet<ColumnName> = new Set<ColumnName>(['TargetProcessName', 'TargetProcessCommandLine']);

/** One record. */
export function readRecord(object: JsonObject, text: string, origin: Origin, options: EventOptions): Reading {
  const parts = partsOf(object);
  const number = textIn(parts, LOG_FIELDS.EventOriginalType);
  if (number !== undefined && !CREATION.includes(number)) return { kind: 'other' };
  const { columns, isInexact: reread } = columnsOf(parts);
  if (reread) return readRecord(parseExact(text), text, origin, options);
  if (columns.TargetProcessName === undefined && columns.TargetProcessCommandLine === undefined)
    return noProcess('Image nor CommandLine', origin);
  const written = valueIn(parts, LOG_FIELDS.EventStartTime) ?? systemTime(parts);
  const time = timeOf(written);
  if (time === undefined) return badTime(written === undefined ? undefined : String(written), origin);
  const keys = {
    process: textIn(parts, [LOG_PROCESS_KEYS.process]),
    parent: textIn(parts, [LOG_PROCESS_KEYS.parent]),
  };
  return eventOf(columns, time, origin, keys, options);
}

function columnsOf(parts: readonly JsonObject[]): { readonly columns: GivenColumns; readonly isInexact: boolean } {
  const columns: Record<string, unknown> = { EventVendor: 'Sigma', EventProduct: 'sigma-json' };
  let inexact = false;
  const put = (column: ColumnName, fields: readonly string[]): void => {
    const value = valueIn(parts, fields);
    if (value === undefined || (value === UNKNOWN && !LITERAL.has(column))) return;
    if (isInexact(value)) inexact = true;
    columns[column] = String(value);
  };
  put('EventOriginalType', LOG_FIELDS.EventOriginalType);
  put('EventOriginalUid', LOG_FIELDS.EventOriginalUid);
  put('Dvc', LOG_FIELDS.Dvc);
  for (const [field, column] of FIELDS) put(column, [field]);
  return { columns: columns as GivenColumns, isInexact: inexact };
}

/** A text, or a number of seconds or milliseconds since 1970. */
function timeOf(value: unknown): number | undefined {
  if (typeof value === 'string') return readTime(value);
  if (typeof value !== 'number' || value < 0 || value > LATEST) return undefined;
  return Math.trunc(value < SECONDS_BELOW ? value * 1000 : value);
}

/** Seconds of the year 5138, milliseconds of the year 1973. */
const SECONDS_BELOW = 100_000_000_000;
/** The last moment of the year 9999. */
const LATEST = 253_402_300_799_999;

/** Windows' form of the time as an attribute of System's TimeCreated. */
function systemTime(parts: readonly JsonObject[]): unknown {
  for (const part of parts) {
    const created = valueAt(part, 'TimeCreated');
    if (!isObject(created)) continue;
    const attributes = valueAt(created, '#attributes');
    const found = valueIn(isObject(attributes) ? [created, attributes] : [created], ['SystemTime', '@SystemTime']);
    if (found !== undefined) return found;
  }
  return undefined;
}
