import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { Claimed } from './claim.ts';
import type { ManifestProblem } from './manifest.ts';

/** What is said of a folder that cannot be used as a store. */
export function manifestProblem(folder: string, problem: ManifestProblem): Diagnostic {
  switch (problem) {
    case 'none':
      return report('store-none', undefined, { path: folder });
    case 'damaged':
      return report('store-damaged', undefined, { path: folder });
    case 'newer':
      return report('store-newer', undefined, { path: folder });
  }
}

export function claimedProblem(folder: string, { file, by }: Claimed): Diagnostic {
  const who = by === undefined ? 'another process' : `process ${by.pid} on ${by.host}`;
  return report('store-claimed', undefined, { path: folder, who, file });
}

/** A folder or file that the system, or the database, did not let us use. */
export function failedProblem(folder: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return report('store-failed', undefined, { path: folder, reason: reason.split('\n')[0] ?? reason });
}
