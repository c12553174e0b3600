/** One reason why a rule matched: the item's value that held, and what it held against. */
export interface Evidence {
  /** Name of the search identifier in the rule. */
  readonly selection: string;
  /** Field as the rule names it; `*` for a keyword. */
  readonly field: string;
  /** Modifiers joined by `|`, or `equals`. */
  readonly operator: string;
  /** The value as the rule writes it. */
  readonly pattern: string;
  /** The event's value that matched; null for absence. */
  readonly value: string | null;
  /** The ASIM column (or `Ancestors[N].name`, `AuditRecords[N].a0`) that held the value. */
  readonly column: string;
}
