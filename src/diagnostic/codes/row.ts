export type Severity = 'error' | 'warning' | 'note';

/** One kind of problem: how grave, what is said about it, and what to do. */
export interface CodeRow<A> {
  readonly severity: Severity;
  readonly message: (args: A) => string;
  readonly help: string;
}

/** A row of the code table. `message` says what is wrong; `help` says what to do about it. */
export function row<A>(severity: Severity, message: (args: A) => string, help: string): CodeRow<A> {
  return { severity, message, help };
}
