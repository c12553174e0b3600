import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { sql } from '../../kql/sql.ts';
import { hourOf, type Part } from './manifest.ts';
import { OpenStore } from './open-store.ts';
import { eventsOf, newPartFile, writePart } from './parts.ts';
import { failedProblem } from './store-problem.ts';

/** Parts below this size are merged with others of their hour, up to about the second size; in bytes. */
const SMALL = 64_000_000;
const LARGE = 256_000_000;

export interface Compacted {
  /** Parts that were merged, and those that they have become. */
  readonly merged: number;
  readonly into: number;
}

/** Merges the small parts of each hour. A store that is left in the middle of it holds the same events. */
export async function compactStore(folder: string): Promise<Compacted | Diagnostic> {
  const store = await OpenStore.open(folder, false);
  if ('code' in store) return store;
  try {
    let [merged, into] = [0, 0];
    for (const group of groupsOf(store.manifest.parts)) {
      await merge(store, group);
      merged += group.length;
      into += 1;
    }
    return { merged, into };
  } catch (error) {
    return failedProblem(folder, error);
  } finally {
    store.close();
  }
}

/** Parts that become one: several of one hour, in the order of their times. */
export function groupsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const small = Map.groupBy(
    parts.filter(({ bytes }) => bytes < SMALL),
    hourOf,
  );
  return [...small.values()].flatMap(filled).filter((group) => group.length > 1);
}

function filled(parts: readonly Part[]): readonly (readonly Part[])[] {
  const groups: Part[][] = [];
  let room = 0;
  for (const part of parts.toSorted((a, b) => a.first - b.first)) {
    if (part.bytes > room) {
      groups.push([]);
      room = LARGE;
    }
    room -= part.bytes;
    groups.at(-1)?.push(part);
  }
  return groups;
}

async function merge(store: OpenStore, parts: readonly Part[]): Promise<void> {
  const [one] = parts;
  if (one === undefined) return;
  const whole = {
    file: newPartFile(hourOf(one), store.manifest.generation + 1, 0),
    events: parts.reduce((sum, { events }) => sum + events, 0),
    first: Math.min(...parts.map(({ first }) => first)),
    last: Math.max(...parts.map(({ last }) => last)),
  };
  const sorted = sql`${eventsOf(store.folder, parts)} ORDER BY "EventStartTime"`;
  store.change([await writePart(store.connection, store.folder, sorted, whole)], parts);
}
