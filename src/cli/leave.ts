import { report } from '../diagnostic/diagnostic.ts';
import { renderDiagnostic } from '../diagnostic/render.ts';
import type { LogSet } from '../sources/log-set.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { fileStatus } from './file-status.ts';

const cleanups = new Set<() => void>();

/** Runs `cleanup` if the program is left before its work is done; the returned function calls that off. */
export function beforeLeaving(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

/** Ends the program at once, with lines on standard error if there is something to say. */
export function leave(code: ExitCode, message?: string): never {
  for (const cleanup of cleanups) cleanup();
  if (message !== undefined) process.stderr.write(`${message}\n`);
  process.exit(code);
}

/** A line on standard error whose reader has gone is not an error: what is wrong is in the exit code as well. */
export function guardStandardStreams(): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') leave(EXIT.ran);
    const reason = REASONS[error.code ?? ''] ?? error.message;
    leave(EXIT.incomplete, renderDiagnostic(report('output-failed', undefined, { reason })));
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
};

/** Stopped by hand or by the system: what was written so far must not pass for a whole result. */
export function guardSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => leave(EXIT.incomplete, `stopped by ${signal}: the result is incomplete`));
  }
}

/** By so much a signal may come after the end of the input that it caused, in milliseconds. */
const SIGNAL_DELAY = 50;

/**
 * Resolves when a signal that is on its way was handled. In `cat log | shellhound hunt -` an interrupt ends `cat` too: the
 * end of the input and the signal come together, and the signal says which it is.
 */
export function signalsHandled(sets: readonly LogSet[]): Promise<void> {
  const piped = sets.some(({ files }) => files.some((file) => fileStatus(file)?.isFile() !== true));
  return new Promise((resolve) => (piped ? setTimeout(resolve, SIGNAL_DELAY) : setImmediate(resolve)));
}
