import type { Span } from '../../diagnostic/source-text.ts';

/** A range of the printed text (UTF-16 units, end exclusive) and the place in a source that it was made from. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly origin: Span;
}

/** `readable` shows by blanks what stands inside of what; `compact` leaves these out, where length is limited. */
export type Layout = 'readable' | 'compact';

/** Collects text, line by line, and remembers where its parts come from. */
export class Writer {
  #text = '';
  readonly marks: Mark[] = [];
  readonly #layout: Layout;
  /** Whether it is asked where parts come from. */
  readonly isMarking: boolean;

  constructor(layout: Layout, isMarking: boolean) {
    this.#layout = layout;
    this.isMarking = isMarking;
  }

  write(text: string): void {
    this.#text += text;
  }

  /** Begins a line that is indented by so many blanks. */
  line(indent: number): void {
    this.#text += this.#layout === 'readable' ? lineStart(indent) : '\n';
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

const lineStarts: string[] = [];

function lineStart(indent: number): string {
  const known = lineStarts[indent] ?? `\n${' '.repeat(indent)}`;
  lineStarts[indent] = known;
  return known;
}
