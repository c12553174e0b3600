import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './durable.ts';

/** A file with events of one hour. */
export interface Part {
  /** Path below the store's folder: `2026-11-24/09/7-0-1f2e3d4c.parquet`. */
  readonly file: string;
  readonly events: number;
  readonly bytes: number;
  /** Milliseconds since 1970 of the first and the last event. */
  readonly first: number;
  readonly last: number;
}

/** A part that is no longer asked, and since when (milliseconds since 1970). Queries that run may still read it. */
export interface Superseded {
  readonly file: string;
  readonly at: number;
}

/** What a store holds at one moment. A reader keeps to the one that it has read. */
export interface Manifest {
  readonly version: typeof MANIFEST_VERSION;
  /** Grows by one with every change. */
  readonly generation: number;
  readonly parts: readonly Part[];
  readonly superseded: readonly Superseded[];
}

export const MANIFEST_VERSION = 1;
const NAME = 'manifest.json';

export const NO_EVENTS: Manifest = { version: MANIFEST_VERSION, generation: 0, parts: [], superseded: [] };

/** What stands in a store's folder in place of a manifest that can be read. */
export type ManifestProblem = 'none' | 'damaged' | 'newer';

export function readManifest(folder: string): Manifest | ManifestProblem {
  let text: string;
  try {
    text = readFileSync(join(folder, NAME), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'none';
    throw error;
  }
  try {
    return checked(JSON.parse(text));
  } catch {
    return 'damaged';
  }
}

/** After this a crash leaves the new manifest, before it the old one. */
export function writeManifest(folder: string, manifest: Manifest): void {
  replaceFile(join(folder, NAME), JSON.stringify(manifest));
}

/** The hour of a part: `2026-11-24/09`. */
export function hourOf({ file }: Pick<Part, 'file'>): string {
  return file.slice(0, file.lastIndexOf('/'));
}

/** Names that parts have; what has another name is not the store's. */
export const PART_FILE = /^\d{4}-\d{2}-\d{2}\/\d{2}\/\d+-\d+-[0-9a-f]{8}\.parquet$/;

function checked(value: unknown): Manifest | ManifestProblem {
  const { version, generation, parts, superseded } = value as Partial<Record<keyof Manifest, unknown>>;
  if (typeof version === 'number' && version > MANIFEST_VERSION) return 'newer';
  if (version !== MANIFEST_VERSION || !isCount(generation) || !Array.isArray(parts) || !Array.isArray(superseded))
    return 'damaged';
  if (!parts.every(isPart) || !superseded.every(isSuperseded)) return 'damaged';
  return { version, generation, parts, superseded };
}

function isPart(value: unknown): value is Part {
  const { file, events, bytes, first, last } = value as Partial<Record<keyof Part, unknown>>;
  return isPartFile(file) && [events, bytes].every(isCount) && [first, last].every(Number.isFinite);
}

function isSuperseded(value: unknown): value is Superseded {
  const { file, at } = value as Partial<Record<keyof Superseded, unknown>>;
  return isPartFile(file) && Number.isFinite(at);
}

function isPartFile(value: unknown): value is string {
  return typeof value === 'string' && PART_FILE.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
