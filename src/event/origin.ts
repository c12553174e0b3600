/** Where the first record of an event was read. */
export interface Origin {
  /** Path of the file, `-` for standard input. */
  readonly source: string;
  /** Byte offset of the record's line in the (uncompressed) file. */
  readonly offset: number;
  /** Line number, counted from 1. */
  readonly line: number;
  /** The source's own number of the event, if it has one. */
  readonly serial?: string;
}
