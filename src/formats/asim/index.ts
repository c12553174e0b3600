import { type JsonObject, textOf, valueAt } from '../structured/json.ts';
import { ndjsonFormat } from '../structured/ndjson.ts';
import { layoutOf } from './layout.ts';
import { readRow } from './row.ts';

/** Rows of ASIM's Process Event schema as NDJSON: what `normalize` writes, and what Sentinel exports. */
export const asim = ndjsonFormat({
  name: 'asim',
  description: 'ASIM process events, one JSON object a line (shellhound normalize, rows of imProcessCreate)',
  gives: 'whole events; acting and parent process from their columns, ancestors where AdditionalFields has them',
  tellsRecords: true,
  looksLike: (object) => isProcessSchema(object) || SIGNATURE.some((column) => Object.hasOwn(object, column)),
  layout: layoutOf,
  read: readRow,
});

const SIGNATURE = ['TargetProcessName', 'TargetProcessCommandLine', 'ActingProcessName'];

function isProcessSchema(object: JsonObject): boolean {
  return textOf(valueAt(object, 'EventSchema')) === 'ProcessEvent';
}
