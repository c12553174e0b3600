/** An expression that means the same to RE2 and to Kusto's engine. */
export interface PortableRegex {
  readonly source: string;
  /** Whether it asks for a boundary of words, which engines may see beside letters beyond ASCII or not. */
  readonly hasWordBoundary: boolean;
}

/**
 * Rewrites what the two read differently: `\d \w \s` are classes of ASCII here, and know Unicode there; a `[` within a
 * class, a brace that repeats nothing, octal escapes, and escaped signs that need no escape.
 */
export function portableRegex(pattern: string): PortableRegex {
  const reader = new Rewriter(pattern);
  return { source: reader.rewrite(), hasWordBoundary: reader.hasWordBoundary };
}

/** The ranges of the classes that RE2 knows by a letter, and of their complements. */
const CLASSES: Readonly<Record<string, string>> = {
  d: '0-9',
  D: '\\x{0}-/:-\\x{10FFFF}',
  w: '0-9A-Za-z_',
  W: '\\x{0}-/:-@\\[-\\^`{-\\x{10FFFF}',
  s: '\\t\\n\\f\\r ',
  S: '\\x{0}-\\x{8}\\x{B}\\x{E}-\\x{1F}!-\\x{10FFFF}',
};

class Rewriter {
  readonly #pattern: string;
  #at = 0;
  hasWordBoundary = false;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  rewrite(): string {
    let out = '';
    while (this.#at < this.#pattern.length) out += this.#next();
    return out;
  }

  #next(): string {
    const letter = this.#pattern.charAt(this.#at);
    if (letter === '\\') return this.#escape(false);
    if (letter === '[') return this.#class();
    if (letter === '{') return this.#brace();
    this.#at += 1;
    return letter === '}' ? '\\}' : letter;
  }

  /** A repetition, or a brace that stands for itself. */
  #brace(): string {
    const [repetition] = /^\{\d+(,\d*)?\}/.exec(this.#pattern.slice(this.#at)) ?? [];
    this.#at += repetition?.length ?? 1;
    return repetition ?? '\\{';
  }

  #class(): string {
    const [open = '['] = /^\[\^?\]?/.exec(this.#pattern.slice(this.#at)) ?? [];
    this.#at += open.length;
    let out = open.endsWith(']') ? `${open.slice(0, -1)}\\]` : open;
    while (this.#at < this.#pattern.length && this.#pattern[this.#at] !== ']') out += this.#inClass();
    this.#at += 1;
    return `${out}]`;
  }

  #inClass(): string {
    const [posix] = /^\[:\^?\w+:\]/.exec(this.#pattern.slice(this.#at)) ?? [];
    if (posix !== undefined) {
      this.#at += posix.length;
      return posix;
    }
    const letter = this.#pattern.charAt(this.#at);
    if (letter === '\\') return this.#escape(true);
    this.#at += 1;
    return /[[&~]/.test(letter) ? `\\${letter}` : letter;
  }

  #escape(isInClass: boolean): string {
    const rest = this.#pattern.slice(this.#at);
    const [whole = '\\'] =
      /^\\(?:x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[pP]\{\^?\w+\}|[pP]\w|0[0-7]{0,2}|.)/su.exec(rest) ?? [];
    this.#at += whole.length;
    const name = whole.slice(1);
    const ranges = CLASSES[name];
    if (ranges !== undefined) return isInClass ? ranges : classOf(name, ranges);
    if (/^0/.test(name)) return `\\x{${Number.parseInt(name, 8).toString(16)}}`;
    if (/^[bB]$/.test(name) && !isInClass) this.hasWordBoundary = true;
    return /^[<>_\-/"'%@!#,:;=&~` ]$/.test(name) && !isInClass ? name : whole;
  }
}

/** Outside of brackets: the complement reads better as such. */
function classOf(name: string, ranges: string): string {
  return name === name.toLowerCase() ? `[${ranges}]` : `[^${CLASSES[name.toLowerCase()] ?? ranges}]`;
}
