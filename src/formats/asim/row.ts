import type { Origin } from '../../event/origin.ts';
import { ASIM_COLUMNS, TIME_COLUMNS } from '../../event/taxonomy.ts';
import type { EventOptions } from '../format.ts';
import { rfc3339 } from '../rfc3339.ts';
import { readAdditional, readMarks } from '../structured/additional.ts';
import { badTime, eventOf, type GivenColumns, noProcess } from '../structured/event.ts';
import { isInexact, isObject, type JsonObject, parseExact, textOf, valueAt } from '../structured/json.ts';
import type { Reading } from '../structured/log.ts';
import { readTime } from '../time.ts';

const CREATED: readonly unknown[] = ['ProcessCreated', 'ProcessCreate'];

/** One row. Its time is EventStartTime, or TimeGenerated where the source gave none. */
export function readRow(object: JsonObject, text: string, origin: Origin, options: EventOptions): Reading {
  if (isOther(object)) return { kind: 'other' };
  const { columns, isInexact: reread } = columnsOf(object);
  if (reread) return readRow(parseExact(text), text, origin, options);
  if (columns.TargetProcessName === undefined && columns.TargetProcessCommandLine === undefined)
    return noProcess('TargetProcessName nor TargetProcessCommandLine', origin);
  const start = textOf(valueAt(object, 'EventStartTime')) ?? textOf(valueAt(object, 'TimeGenerated'));
  const time = start === undefined ? undefined : readTime(start);
  if (time === undefined) return badTime(start, origin);
  const marks = readMarks(valueAt(object, 'processes'));
  const keys = marks === undefined ? {} : { marks };
  return eventOf(columns, time, readOrigin(valueAt(object, 'origin')) ?? origin, keys, options);
}

function isOther(object: JsonObject): boolean {
  const schema = textOf(valueAt(object, 'EventSchema'));
  const type = textOf(valueAt(object, 'EventType'));
  return (schema !== undefined && schema !== 'ProcessEvent') || (type !== undefined && !CREATED.includes(type));
}

/** The columns that the row has, in its order. Whether a number must be read once more, as its digits are. */
function columnsOf(object: JsonObject): { readonly columns: GivenColumns; readonly isInexact: boolean } {
  const columns: Record<string, unknown> = {};
  let inexact = false;
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (Object.hasOwn(ASIM_COLUMNS, key)) {
      if (isInexact(value)) inexact = true;
      const read = textOf(value);
      if (read !== undefined) columns[key] = TIME_COLUMNS.has(key) ? timeText(read) : read;
    } else if (key === 'AdditionalFields') columns[key] = readAdditional(value);
    else if (key === 'EventCount') columns[key] = countOf(value);
  }
  return { columns: columns as GivenColumns, isInexact: inexact };
}

/** A time in one form, whatever the row's; what is no time stays as it is. */
function timeText(text: string): string {
  const time = readTime(text);
  return time === undefined ? text : rfc3339(time);
}

function countOf(value: unknown): number {
  const count = Number(value);
  return Number.isSafeInteger(count) && count > 0 ? count : 1;
}

/** Where `normalize` read the event's first record. */
function readOrigin(value: unknown): Origin | undefined {
  if (!isObject(value)) return undefined;
  const { source, offset, line, serial } = value;
  if (typeof source !== 'string' || !isCount(offset) || !isCount(line)) return undefined;
  return { source, offset, line, ...(typeof serial === 'string' ? { serial } : {}) };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
