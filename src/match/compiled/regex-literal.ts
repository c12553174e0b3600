/**
 * Texts of which at least one stands in everything that a regular expression matches; undefined where none is sure. Only
 * ASCII is taken. The reading is careful, not complete: what it does not know makes it give up, never guess.
 */
export function literalsOf(pattern: string, flags: string): readonly string[] | undefined {
  const ignoresCase = flags.includes('i') || /\(\?[a-zA-Z-]*i/.test(pattern);
  const reader = new Reader(pattern, ignoresCase);
  try {
    const found = reader.alternatives();
    return reader.isAtEnd() ? found?.texts : undefined;
  } catch (error) {
    if (error instanceof GivenUp) return undefined;
    throw error;
  }
}

/** Of these texts one must be there; if they are exact, one of them is all that is matched. */
interface Choice {
  readonly texts: readonly string[];
  readonly isExact: boolean;
}

/** At most so many texts are made by joining choices. */
const MAX_JOINED = 64;

class GivenUp extends Error {}

/** Beyond this many levels of groups the reading gives up. */
const DEPTH = 100;

class Reader {
  readonly #pattern: string;
  readonly #ignoresCase: boolean;
  #at = 0;
  #depth = 0;

  constructor(pattern: string, ignoresCase: boolean) {
    this.#pattern = pattern;
    this.#ignoresCase = ignoresCase;
  }

  isAtEnd(): boolean {
    return this.#at === this.#pattern.length;
  }

  alternatives(): Choice | undefined {
    const all = [this.#sequence()];
    while (this.#take('|')) all.push(this.#sequence());
    const sure = all.filter((choice) => choice !== undefined);
    if (sure.length < all.length) return undefined;
    return { texts: sure.flatMap(({ texts }) => texts), isExact: sure.every(({ isExact }) => isExact) };
  }

  #sequence(): Choice | undefined {
    const found = new Sequence();
    while (!this.isAtEnd() && !'|)'.includes(this.#peek())) this.#piece(found);
    return found.best();
  }

  /** One piece of a sequence with its repetition. */
  #piece(found: Sequence): void {
    const piece = this.#one();
    const repetition = this.#repetition();
    if (repetition === 'maybe none') found.gap();
    else {
      found.add(piece);
      if (repetition === 'at least one') found.gap();
    }
  }

  /** What must be there: a letter, or the choice that a group is. Undefined for what may be any of many texts. */
  #one(): Choice | undefined {
    const letter = this.#peek();
    if (letter === '(') return this.#group();
    if (letter === '[') return this.#class();
    if (letter === '\\') return this.#escape();
    if ('*+?'.includes(letter)) throw new GivenUp();
    this.#at += 1;
    return '.^${'.includes(letter) ? undefined : this.#sure(letter);
  }

  #group(): Choice | undefined {
    const [head] = /^\((\?:|\?P?<\w+>|\?[a-zA-Z-]*:|\?[a-zA-Z-]+\))?/.exec(this.#rest()) ?? [];
    if (head === undefined || (head === '(' && this.#pattern[this.#at + 1] === '?')) throw new GivenUp();
    // A repetition behind flags is one of what stands before them.
    if (head.endsWith(')') && this.#at > 0) throw new GivenUp();
    this.#at += head.length;
    if (head.endsWith(')')) return undefined;
    this.#depth += 1;
    if (this.#depth > DEPTH) throw new GivenUp();
    const inside = this.alternatives();
    if (!this.#take(')')) throw new GivenUp();
    this.#depth -= 1;
    return inside;
  }

  #class(): undefined {
    const [whole] = /^\[\^?\]?(?:[^\]\\[]|\\[^xpP0-9])*\]/.exec(this.#rest()) ?? [];
    if (whole === undefined) throw new GivenUp();
    this.#at += whole.length;
  }

  #escape(): Choice | undefined {
    const [whole] = ESCAPE.exec(this.#rest()) ?? [];
    if (whole === undefined) throw new GivenUp();
    this.#at += whole.length;
    const letter = whole[1] ?? '';
    return /[a-zA-Z0-9]/.test(letter) ? undefined : this.#sure(letter);
  }

  #repetition(): 'once' | 'at least one' | 'maybe none' {
    const [whole] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.#rest()) ?? [];
    if (whole === undefined) {
      if (this.#peek() === '{') throw new GivenUp();
      return 'once';
    }
    this.#at += whole.length;
    return whole.startsWith('+') ? 'at least one' : 'maybe none';
  }

  /** A letter, if it matches only itself and what folds to the same. `k` and `s` have further cases beyond ASCII. */
  #sure(letter: string): Choice | undefined {
    if (letter > '\x7e' || letter < ' ') return undefined;
    return this.#ignoresCase && /[ks]/i.test(letter) ? undefined : { texts: [letter], isExact: true };
  }

  #peek(): string {
    return this.#pattern[this.#at] ?? '';
  }

  #rest(): string {
    return this.#pattern.slice(this.#at);
  }

  #take(letter: string): boolean {
    if (this.#peek() !== letter) return false;
    this.#at += 1;
    return true;
  }
}

/** Escapes by their whole length: of code points, of classes of characters, and of one character. */
const ESCAPE = /^\\(?:x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[pP]\{\^?\w+\}|[pP]\w|[dDwWsSbBAzntrfva]|[^a-zA-Z0-9])/;

/** What stands in a row: exact choices are joined. Of what is not joined, the best is whose shortest text is longest. */
class Sequence {
  #run: readonly string[] = NOTHING;
  #best: readonly string[] | undefined;
  #isExact = true;

  add(choice: Choice | undefined): void {
    if (choice === undefined) this.gap();
    else if (!choice.isExact) {
      this.gap();
      this.#consider(choice.texts);
    } else {
      if (this.#run.length * choice.texts.length > MAX_JOINED) this.gap();
      this.#run = this.#run.flatMap((before) => choice.texts.map((text) => before + text));
    }
  }

  /** Here other text may stand. */
  gap(): void {
    this.#consider(this.#run);
    this.#run = NOTHING;
    this.#isExact = false;
  }

  best(): Choice | undefined {
    this.#consider(this.#run);
    return this.#best === undefined ? undefined : { texts: this.#best, isExact: this.#isExact };
  }

  #consider(texts: readonly string[]): void {
    if (shortest(texts) > (this.#best === undefined ? 0 : shortest(this.#best))) this.#best = texts;
  }
}

const NOTHING: readonly string[] = [''];

function shortest(texts: readonly string[]): number {
  return texts.reduce((least, text) => Math.min(least, text.length), Number.POSITIVE_INFINITY);
}
