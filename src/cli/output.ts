/** Standard output that waits for a slow reader. A reader that has gone is for `guardStandardStreams`. */
export class Output {
  #held: string[] = [];
  #heldLength = 0;
  readonly #stream: NodeJS.WritableStream;

  constructor(stream: NodeJS.WritableStream = process.stdout) {
    this.#stream = stream;
  }

  readonly write = (text: string): void => {
    this.#held.push(text);
    this.#heldLength += text.length;
  };

  /** Characters not yet handed over. */
  get pending(): number {
    return this.#heldLength;
  }

  /** Hands over what is held; resolves when the reader can take more. */
  async flush(): Promise<void> {
    if (this.#heldLength === 0) return;
    const text = this.#held.join('');
    this.#held = [];
    this.#heldLength = 0;
    await new Promise<void>((resolve) => this.#stream.write(text, () => resolve()));
  }
}
