import { type BigIntStats, statSync } from 'node:fs';

/** What a path is; undefined for standard input and for what cannot be looked at. */
export function fileStatus(path: string): BigIntStats | undefined {
  if (path === '-') return undefined;
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}
