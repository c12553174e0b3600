/** One ancestor as it is stored in AdditionalFields.Ancestors and printed in an alert's `lineage`. */
export interface Ancestor {
  readonly pid: string;
  readonly name?: string;
  readonly commandLine?: string;
  /** Not determined by the records; `reason` says what it was concluded from. */
  readonly inferred?: true;
  /** Why it is inferred, or why the process behind the pid is not known. */
  readonly reason?: string;
  /** The parent by birth: it had ended, or given the child away, when the child ran. */
  readonly reparented?: true;
}
