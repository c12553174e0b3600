/** Standard output that waits for a slow reader and takes a closed pipe as the reader's word that it has enough. */
export class Output {
  #held: string[] = [];
  #heldLength = 0;
  readonly #stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream = process.stdout) {
    this.#stream = stream;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      throw error;
    });
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
