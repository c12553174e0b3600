import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a file is called until it is whole. */
export const UNFINISHED = '.tmp';

/** Replaces a file: whoever reads it sees the old text or the new one, also after a power cut. */
export function replaceFile(path: string, text: string): void {
  writeFileSync(path + UNFINISHED, text);
  syncPath(path + UNFINISHED);
  renameSync(path + UNFINISHED, path);
  syncPath(dirname(path));
}

/** Waits until a file, or the names in a folder, are on the disk. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a folder, with those above it, so that a power cut does not lose it. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let at = path; at.length >= first.length; at = dirname(at)) syncPath(dirname(at));
}
