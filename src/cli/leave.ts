import { printable } from '../diagnostic/printable.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

const cleanups = new Set<() => void>();

/** Runs `cleanup` if the program is left before its work is done; the returned function calls that off. */
export function beforeLeaving(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

/** Ends the program at once, with a line on standard error if there is something to say. */
export function leave(code: ExitCode, message?: string): never {
  for (const cleanup of cleanups) cleanup();
  if (message !== undefined) process.stderr.write(`${printable(message)}\n`);
  process.exit(code);
}

/** A line on standard error whose reader has gone is not an error: what is wrong is in the exit code as well. */
export function guardStandardStreams(): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') leave(EXIT.ran);
    leave(
      EXIT.incomplete,
      `error [output-failed] cannot write the output: ${REASONS[error.code ?? ''] ?? error.message}`,
    );
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

/**
 * Resolves when a signal that has arrived was handled. In `cat log | shellhound hunt -` an interrupt ends `cat` too: the
 * end of the input and the signal come together, and the signal says which it is.
 */
export function signalsHandled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
