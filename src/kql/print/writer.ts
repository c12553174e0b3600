import type { Span } from '../../diagnostic/source-text.ts';

/** A range of the printed text (UTF-16 units, end exclusive) and the place in a source that it was made from. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly origin: Span;
}

/** Collects text, line by line, and remembers where its parts come from. */
export class Writer {
  #text = '';
  readonly marks: Mark[] = [];

  write(text: string): void {
    this.#text += text;
  }

  /** Begins a line that is indented by so many blanks. */
  line(indent: number): void {
    this.write(`\n${' '.repeat(indent)}`);
  }

  /** Marks what is written meanwhile. */
  from(origin: Span, write: () => void): void {
    const start = this.#text.length;
    write();
    this.marks.push({ start, end: this.#text.length, origin });
  }

  text(): string {
    return this.#text;
  }
}
