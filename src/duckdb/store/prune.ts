import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { hourOf, type Part } from './manifest.ts';
import { OpenStore } from './open-store.ts';
import { failedProblem } from './store-problem.ts';

export interface Retention {
  /** Parts that end before this time go: milliseconds since 1970. */
  readonly before?: number;
  /** The oldest hours go until the rest has at most so many bytes. */
  readonly maxBytes?: number;
}

export interface Pruned {
  readonly parts: number;
  readonly events: number;
  readonly bytes: number;
}

/** Takes old parts away. Their files stay for ten minutes, for queries that run. */
export async function pruneStore(folder: string, retention: Retention): Promise<Pruned | Diagnostic> {
  const store = await OpenStore.open(folder, false);
  if ('code' in store) return store;
  try {
    const gone = toPrune(store.manifest.parts, retention);
    if (gone.length > 0) store.change([], gone);
    const sum = (pick: (part: Part) => number): number => gone.reduce((total, part) => total + pick(part), 0);
    return { parts: gone.length, events: sum(({ events }) => events), bytes: sum(({ bytes }) => bytes) };
  } catch (error) {
    return failedProblem(folder, error);
  } finally {
    store.close();
  }
}

/** A part with an event that is young enough stays whole; of hours, the youngest stay. */
export function toPrune(parts: readonly Part[], { before, maxBytes }: Retention): readonly Part[] {
  const isOld = ({ last }: Part): boolean => before !== undefined && last < before;
  const old = parts.filter(isOld);
  return maxBytes === undefined
    ? old
    : [
        ...old,
        ...oldestBeyond(
          parts.filter((part) => !isOld(part)),
          maxBytes,
        ),
      ];
}

function oldestBeyond(parts: readonly Part[], maxBytes: number): readonly Part[] {
  const hours = [...Map.groupBy(parts, hourOf)].sort(([a], [b]) => (a < b ? 1 : -1));
  let room = maxBytes;
  return hours.flatMap(([, own]) => {
    room -= own.reduce((sum, { bytes }) => sum + bytes, 0);
    return room < 0 ? own : [];
  });
}
