import type { ProcessNode } from '../event/process-node.ts';

/**
 * One kind of server process: the image is like one of `image` (whole path, `*` stands for any text; an empty list asks
 * nothing), and the command line contains all of `commandLine`. Case does not count.
 */
export interface RootPattern {
  readonly image: readonly string[];
  readonly commandLine: readonly string[];
}

/** Finds the server process that an execution descends from. */
export class RootFinder {
  readonly #patterns: readonly LowerPattern[];
  readonly #known = new WeakMap<ProcessNode, ProcessNode | null>();

  constructor(patterns: readonly RootPattern[]) {
    this.#patterns = patterns.map(({ image, commandLine }) => ({
      image: image.map((each) => each.toLowerCase().split('*')),
      commandLine: commandLine.map((each) => each.toLowerCase()),
    }));
  }

  /** The oldest server process above `process`; null if none above it is a server. */
  above(process: ProcessNode): ProcessNode | null {
    return process.parent === undefined ? null : this.#oldest(process.parent);
  }

  #oldest(node: ProcessNode): ProcessNode | null {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const root = this.above(node) ?? (this.isServer(node.name ?? '', node.commandLine ?? '') ? node : null);
    this.#known.set(node, root);
    return root;
  }

  /** Whether an image may be that of a server, depending on its command line. */
  mayBeServer(name: string): boolean {
    const image = name.toLowerCase();
    return this.#patterns.some((pattern) => fitsImage(pattern, image));
  }

  /** Whether an image is that of a server. */
  readonly isServer = (name: string, commandLine: string): boolean => {
    const image = name.toLowerCase();
    const line = commandLine.toLowerCase();
    return this.#patterns.some(
      (pattern) => fitsImage(pattern, image) && pattern.commandLine.every((part) => line.includes(part)),
    );
  };
}

/** A pattern in lower case; an image by what stands around its `*`. */
interface LowerPattern {
  readonly image: readonly (readonly string[])[];
  readonly commandLine: readonly string[];
}

function fitsImage({ image: globs }: LowerPattern, image: string): boolean {
  return globs.length === 0 || globs.some((glob) => isLike(image, glob));
}

/** Whether the parts stand in the text one behind the other, the first at its start and the last at its end. */
function isLike(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (let middle = 1; middle < parts.length - 1; middle += 1) {
    const part = parts[middle] ?? '';
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
