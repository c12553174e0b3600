import type { ProcessEvent } from '../../src/event/process-event.ts';
import { readEvents } from '../../src/read-events.ts';
import { findLogs } from '../../src/sources/log-set.ts';

/** The events of logs, with their lineage. */
export async function eventsOf(paths: readonly string[]): Promise<readonly ProcessEvent[]> {
  const events: ProcessEvent[] = [];
  await readEvents(findLogs(paths).sets, {
    format: 'auto',
    host: 'test',
    users: new Map(),
    onEvent: (event) => events.push(event),
    onProblem: () => {},
  });
  return events;
}
