import { join, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Sql } from '../../kql/sql.ts';
import { hourOf, type Manifest, type Part, readManifest } from './manifest.ts';
import { eventsOf } from './parts.ts';
import { failedProblem, manifestProblem } from './store-problem.ts';

/** What a store holds at one moment, for a reader. Its files stay for at least ten minutes. */
export interface Snapshot {
  /** Absolute paths of all files. */
  readonly files: readonly string[];
  /** SQL that gives the events in the stored columns; none where the store is empty. */
  readonly events: readonly Sql[];
}

export function snapshotOf(folder: string): Snapshot | Diagnostic {
  const manifest = manifestIn(folder);
  if ('code' in manifest) return manifest;
  const { parts } = manifest;
  const path = resolve(folder);
  return {
    files: parts.map(({ file }) => join(path, file)),
    events: parts.length === 0 ? [] : [eventsOf(path, parts)],
  };
}

/** A store's counts. */
export interface StoreInfo {
  readonly version: number;
  readonly generation: number;
  readonly hours: number;
  readonly parts: number;
  readonly events: number;
  readonly bytes: number;
  /** Times of the first and the last event, RFC 3339; null where there is none. */
  readonly first: string | null;
  readonly last: string | null;
  /** Parts that are kept for queries that run. */
  readonly superseded: number;
}

export function storeInfo(folder: string): StoreInfo | Diagnostic {
  const manifest = manifestIn(folder);
  if ('code' in manifest) return manifest;
  const { version, generation, parts, superseded } = manifest;
  const sum = (pick: (part: Part) => number): number => parts.reduce((total, part) => total + pick(part), 0);
  const time = (millis: number): string | null => (Number.isFinite(millis) ? new Date(millis).toISOString() : null);
  return {
    version,
    generation,
    hours: new Set(parts.map(hourOf)).size,
    parts: parts.length,
    events: sum(({ events }) => events),
    bytes: sum(({ bytes }) => bytes),
    first: time(parts.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY)),
    last: time(parts.reduce((most, { last }) => Math.max(most, last), Number.NEGATIVE_INFINITY)),
    superseded: superseded.length,
  };
}

function manifestIn(folder: string): Manifest | Diagnostic {
  try {
    const manifest = readManifest(folder);
    return typeof manifest === 'string' ? manifestProblem(folder, manifest) : manifest;
  } catch (error) {
    return failedProblem(folder, error);
  }
}
