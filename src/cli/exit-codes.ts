/** What the program's exit code says. Scripts rely on these. */
export const EXIT = {
  ran: 0,
  /** `--fail-on` was met, or `check` or `test` failed. */
  failed: 1,
  /** Wrong usage, or an input or rule that could not be read; the rest was still done. */
  usage: 2,
  planHasChanges: 3,
  incomplete: 4,
  ourBug: 70,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
