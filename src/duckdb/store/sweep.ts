import { readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isClaimName } from './claim.ts';
import { UNFINISHED } from './durable.ts';
import { type Manifest, PART_FILE } from './manifest.ts';

/** So long superseded parts stay for queries that run, in milliseconds. */
export const SUPERSEDED_STAYS = 10 * 60_000;
/** An unfinished claim of this age was left by a crash. */
const CLAIM_TAKES = 60_000;

/** The manifest without the superseded parts whose time has passed. */
export function withoutExpired(manifest: Manifest, now: number): Manifest {
  const isKept = ({ at }: { at: number }): boolean => now < at + SUPERSEDED_STAYS;
  return { ...manifest, superseded: manifest.superseded.filter(isKept) };
}

/**
 * Removes the files of a store that its manifest does not name: what a killed writer left, and parts whose time has passed.
 * Only the process that has claimed the store may do this. Files that are not the store's stay.
 */
export function sweep(folder: string, { parts, superseded }: Manifest, now: number): void {
  const named = new Set([...parts, ...superseded].map(({ file }) => file));
  for (const day of namesIn(folder).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name))) {
    for (const hour of namesIn(join(folder, day)).filter((name) => /^\d{2}$/.test(name))) {
      const files = namesIn(join(folder, day, hour)).map((name) => `${day}/${hour}/${name}`);
      const gone = files.filter((file) => isPart(file) && !named.has(file));
      for (const file of gone) rmSync(join(folder, file), { force: true });
      if (files.length === gone.length) removeIfEmpty(join(folder, day, hour));
    }
    removeIfEmpty(join(folder, day));
  }
  for (const name of namesIn(folder).filter((each) => each.endsWith(UNFINISHED) && isClaimName(each)))
    if (isOlder(join(folder, name), now - CLAIM_TAKES)) rmSync(join(folder, name), { force: true });
}

function isPart(file: string): boolean {
  return PART_FILE.test(file.endsWith(UNFINISHED) ? file.slice(0, -UNFINISHED.length) : file);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something else is in it: it stays.
  }
}

function isOlder(path: string, time: number): boolean {
  try {
    return statSync(path).mtimeMs < time;
  } catch {
    return false;
  }
}
