/** Told which literal ends where in a text that is walked through. */
export interface Hits {
  /** `end` is the place behind the literal, `length` that of the whole text. */
  hit(literal: number, end: number, length: number): void;
}

/**
 * Finds many literals in one walk over a text (Aho and Corasick). Text is read in classes of letters: A to Z as a to z,
 * and what is not ASCII in few classes together. So a hit is a hint, and a miss is sure.
 */
export class Automaton {
  readonly states: number;
  /** By the place of a literal in the list, the number that hits have for it: those that read alike share one. */
  readonly numbers: Int32Array;
  readonly #width: number;
  readonly #classes: Uint8Array;
  /** By state and class, where the row of the next state begins; as its complement (`~`) if a literal ends there. */
  readonly #next: Int32Array;
  /** By state: the literal that ends there, or -1; and the next shorter state with a literal, or 0. */
  readonly #literal: Int32Array;
  readonly #shorter: Int32Array;

  /** The literals have letter case folded, and none is empty. */
  constructor(literals: readonly string[]) {
    const { classes, width } = classesOf(literals);
    const total = literals.reduce((sum, { length }) => sum + length, 1);
    this.#width = width;
    this.#classes = classes;
    const trie = new Int32Array(total * width);
    const literal = new Int32Array(total).fill(-1);
    this.numbers = new Int32Array(literals.length);
    let states = 1;
    for (const [number, text] of literals.entries()) {
      let state = 0;
      for (let at = 0; at < text.length; at += 1) {
        const edge = state * width + classOf(classes, text.charCodeAt(at));
        if (trie[edge] === 0) {
          trie[edge] = states;
          states += 1;
        }
        state = trie[edge] ?? 0;
      }
      if (literal[state] === -1) literal[state] = number;
      this.numbers[number] = literal[state] ?? number;
    }
    this.states = states;
    [this.#next, this.#literal] = byLevel(trie, literal, states, width);
    this.#shorter = this.#link();
    for (const [edge, state] of this.#next.entries()) this.#next[edge] = this.#row(state);
  }

  #row(state: number): number {
    const isEnd = this.#literal[state] !== -1 || this.#shorter[state] !== 0;
    const row = state * this.#width;
    return isEnd ? ~row : row;
  }

  /** Fills the table level by level: where a state has no edge, that of its longest shorter state is taken. */
  #link(): Int32Array {
    const width = this.#width;
    const next = this.#next;
    const fail = new Int32Array(this.states);
    const shorter = new Int32Array(this.states);
    const queue = new Int32Array(this.states);
    let queued = 0;
    for (let each = 0; each < width; each += 1) {
      const child = next[each] ?? 0;
      if (child !== 0) queue[queued++] = child;
    }
    for (let at = 0; at < queued; at += 1) {
      const state = queue[at] ?? 0;
      const failed = fail[state] ?? 0;
      shorter[state] = this.#literal[failed] === -1 ? (shorter[failed] ?? 0) : failed;
      for (let each = 0; each < width; each += 1) {
        const edge = state * width + each;
        const instead = next[failed * width + each] ?? 0;
        const child = next[edge] ?? 0;
        if (child === 0) next[edge] = instead;
        else {
          fail[child] = instead;
          queue[queued++] = child;
        }
      }
    }
    return shorter;
  }

  /** Walks through an ASCII text or a folded one. False, and to be done again with the folded text, if it is neither. */
  walk(text: string, isFolded: boolean, hits: Hits): boolean {
    const { length } = text;
    const next = this.#next;
    const classes = this.#classes;
    let row = 0;
    // The inner loop has no call in it, which makes it half as fast again.
    for (let at = 0; at < length; ) {
      for (row = row < 0 ? ~row : row; at < length && row >= 0; at += 1) {
        const code = text.charCodeAt(at);
        if (code >= 0x80 && !isFolded) return false;
        row = next[row + classOf(classes, code)] ?? 0;
      }
      if (row < 0) this.#tell(~row / this.#width, at, length, hits);
    }
    return true;
  }

  /** Walks through ASCII text as bytes. */
  walkBytes(bytes: Uint8Array, start: number, stop: number, hits: Hits): void {
    const next = this.#next;
    const classes = this.#classes;
    let row = 0;
    for (let at = start; at < stop; ) {
      for (row = row < 0 ? ~row : row; at < stop && row >= 0; at += 1)
        row = next[row + (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
      if (row < 0) this.#tell(~row / this.#width, at - start, stop - start, hits);
    }
  }

  #tell(from: number, end: number, length: number, hits: Hits): void {
    for (let state = from; state !== 0; state = this.#shorter[state] ?? 0) {
      const literal = this.#literal[state] ?? -1;
      if (literal !== -1) hits.hit(literal, end, length);
    }
  }
}

/** The states in the order of their levels: those that texts are mostly in then stand close together in memory. */
function byLevel(trie: Int32Array, literal: Int32Array, states: number, width: number): [Int32Array, Int32Array] {
  const [next, literals, old] = [new Int32Array(states * width), new Int32Array(states), new Int32Array(states)];
  let count = 1;
  for (let state = 0; state < count; state += 1) {
    const from = old[state] ?? 0;
    literals[state] = literal[from] ?? -1;
    for (let each = 0; each < width; each += 1) {
      const child = trie[from * width + each] ?? 0;
      if (child === 0) continue;
      old[count] = child;
      next[state * width + each] = count;
      count += 1;
    }
  }
  return [next, literals];
}

/** ASCII, and behind it the classes that share all other characters. */
const CODES = 0x80 + 32;

function classOf(classes: Uint8Array, code: number): number {
  return classes[code < 0x80 ? code : 0x80 + (code & 31)] ?? 0;
}

/** A class for each character in the literals; 0 for all others. */
function classesOf(literals: readonly string[]): { readonly classes: Uint8Array; readonly width: number } {
  const classes = new Uint8Array(CODES);
  let width = 1;
  for (const text of literals)
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const place = code < 0x80 ? code : 0x80 + (code & 31);
      if (classes[place] === 0) classes[place] = width++;
    }
  for (let upper = 0x41; upper <= 0x5a; upper += 1) classes[upper] = classes[upper + 0x20] ?? 0;
  return { classes, width };
}
