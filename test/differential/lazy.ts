import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '../../src/alerts/model.ts';
import type { RootPattern } from '../../src/alerts/roots.ts';
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { type FlowOptions, hunt } from '../../src/flow.ts';
import { LineScreen } from '../../src/formats/ndjson/line-screen.ts';
import type { Ruleset } from '../../src/ruleset.ts';

export const ROOTS: readonly RootPattern[] = [
  { image: ['*/apache2', '*/php-fpm*', '*b'], commandLine: [] },
  { image: [], commandLine: ['server.js'] },
];

/** All that a hunt gives. */
export interface Outcome {
  readonly alerts: readonly Alert[];
  readonly problems: readonly Diagnostic[];
  readonly found: Omit<Awaited<ReturnType<typeof hunt>>, 'seconds'>;
}

/** What a hunt in a file finds. With `everyEvent`, every line is read as a whole. */
export async function outcomeOf(
  path: string,
  rules: Ruleset,
  everyEvent: boolean,
  options: Partial<FlowOptions> = {},
): Promise<Outcome> {
  const alerts: Alert[] = [];
  const problems: Diagnostic[] = [];
  const found = await hunt([{ name: path, files: [path] }], rules, ROOTS, {
    format: 'auto',
    host: 'test',
    users: new Map(),
    level: 'informational',
    since: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    ...options,
    everyEvent,
    onAlert: (alert) => alerts.push(alert),
    onProblem: (problem) => problems.push(problem),
  });
  return { alerts, problems, found };
}

/** Calls back with the path of a file that holds the bytes; it is gone afterwards. */
export async function withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-'));
  const path = join(folder, 'events.ndjson');
  writeFileSync(path, bytes);
  try {
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Counts the lines that are asked about from now on, and those that are dismissed by their bytes. */
export function countDismissals(): { asked: number; dismissed: number } {
  const counts = { asked: 0, dismissed: 0 };
  const { dismisses } = LineScreen.prototype;
  LineScreen.prototype.dismisses = function (bytes, start, end) {
    const isDismissed = dismisses.call(this, bytes, start, end);
    counts.asked += 1;
    counts.dismissed += isDismissed ? 1 : 0;
    return isDismissed;
  };
  return counts;
}
