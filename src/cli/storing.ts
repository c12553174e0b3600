import type { StoredCounts } from '../duckdb/store/batch.ts';
import type { ProcessEvent } from '../event/process-event.ts';
import { beforeLeaving } from './leave.ts';
import type { Problems } from './problems.ts';

/** Stores the events of a run beside its other work. */
export interface Storing {
  add(event: ProcessEvent): void;
  /** Between chunks: stores what waits if that is much. */
  settle(): Promise<void> | undefined;
  /** Stores the rest, and gives what `--stats` tells; undefined where nothing was to be stored. */
  end(): Promise<StoredCounts | undefined>;
}

const NOTHING: Storing = {
  add: () => undefined,
  settle: () => undefined,
  end: () => Promise.resolve(undefined),
};

/**
 * Opens the store of `--events`; undefined, with a problem, if it cannot be used. The native module is loaded here, and only
 * if there is a store.
 */
export async function openStoring(folder: string | undefined, problems: Problems): Promise<Storing | undefined> {
  if (folder === undefined) return NOTHING;
  const { EventWriter } = await import('../duckdb/store/event-writer.ts');
  const writer = await EventWriter.open(folder, problems.add);
  if ('code' in writer) {
    problems.add(writer);
    return undefined;
  }
  const callOff = beforeLeaving(() => writer.release());
  return {
    add: (event) => writer.add(event),
    settle: () => (writer.isFull ? writer.flush() : undefined),
    end: async () => {
      await writer.close();
      callOff();
      return writer.counts;
    },
  };
}
