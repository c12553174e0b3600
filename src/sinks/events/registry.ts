import { eventCsv } from './csv.ts';
import type { EventSink } from './event-sink.ts';
import { ndjson } from './ndjson.ts';

/** Every format that `normalize` can write. Add one: a file beside this one, and its name here. */
export const eventSinks: readonly EventSink[] = [ndjson, eventCsv];

export function eventSinkNamed(name: string): EventSink {
  const sink = eventSinks.find((each) => each.name === name);
  if (sink === undefined) throw new Error(`no event sink named ${name}`);
  return sink;
}
