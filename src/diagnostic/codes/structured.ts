import { row } from './row.ts';

export const structuredCodes = {
  'line-too-long': row<{ bytes: number; limit: number }>(
    'warning',
    ({ bytes, limit }) => `a line of ${bytes} bytes or more was skipped (limit ${limit})`,
    'Check whether the file holds one event a line.',
  ),
  'line-not-json': row<{ reason: string }>(
    'warning',
    ({ reason }) => `this line is no JSON: ${reason}`,
    'Expected one JSON object a line. The line may be cut or damaged; the other lines were read.',
  ),
  'line-not-object': row<{ found: string }>(
    'warning',
    ({ found }) => `this line is ${found}, not a JSON object`,
    'Expected one JSON object a line. A JSON list of events is made so by `jq -c ".[]"`.',
  ),
  'event-bad-time': row<{ found: string }>(
    'warning',
    ({ found }) => `this event has no usable time: ${found}`,
    'Expected a time in RFC 3339 or as Kusto writes it. The event was skipped.',
  ),
  'event-no-process': row<{ expected: string }>(
    'warning',
    ({ expected }) => `this object names no process: it has neither ${expected}`,
    'The line was skipped. Name the format with --format if the file was taken for another.',
  ),
} as const;
