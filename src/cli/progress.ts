import { statSync } from 'node:fs';
import { Presets, SingleBar } from 'cli-progress';
import type { LogSet } from '../sources/log-set.ts';

/** A bar on standard error while long work goes on; nothing where that is not a terminal. */
export interface Progress {
  update(path: string, bytes: number, events: number, alerts: number): void;
  stop(): void;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };
const FORMAT =
  ' {bar} {percentage}% | {megabytes} of {total_megabytes} MB | {rate} events/s | {alerts} alerts | {eta_formatted} left';
const MEGA = 1_000_000;

export function progressOver(sets: readonly LogSet[], stream: NodeJS.WriteStream = process.stderr): Progress {
  if (stream.isTTY !== true) return SILENT;
  const total = sets.flatMap((set) => set.files).reduce((sum, file) => sum + sizeOf(file), 0);
  const bar = new SingleBar(
    { format: FORMAT, stream, clearOnComplete: true, hideCursor: true, etaBuffer: 50 },
    Presets.shades_classic,
  );
  const started = performance.now();
  let finished = 0;
  let current = { path: '', bytes: 0 };
  bar.start(Math.max(1, total), 0, { megabytes: 0, total_megabytes: Math.round(total / MEGA), rate: 0, alerts: 0 });
  return {
    update: (path, bytes, events, alerts) => {
      if (path !== current.path) finished += current.bytes;
      current = { path, bytes };
      const rate = Math.round(events / Math.max(0.001, (performance.now() - started) / 1000));
      bar.update(finished + bytes, { megabytes: Math.round((finished + bytes) / MEGA), rate, alerts });
    },
    stop: () => bar.stop(),
  };
}

function sizeOf(path: string): number {
  try {
    return path === '-' ? 0 : statSync(path).size;
  } catch {
    return 0;
  }
}
