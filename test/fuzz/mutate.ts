/** A small generator of numbers, the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(list: readonly T[], otherwise: T): T {
    return list[this.below(list.length)] ?? otherwise;
  }
}

const NUMBERS = ['0', '-1', '4294967295', '4294967296', '18446744073709551616', '9'.repeat(40), '1e9', '0x1', ''];
const PIECES = [
  ...['type=', 'msg=audit(', '):', ' a0=', ' a1_len=', ' a1[0]=', ' a9999999=', '[', ']', '"', '=', '(null)', 'ARCH='],
  ...[
    '\x1d',
    '\0',
    '\r',
    '\x1b[2J',
    '\x7f',
    '\x9b',
    '\xff',
    '\xc3',
    ' exe="/bin/forged"',
    "msg='",
    '}',
    'node=',
    '<13>',
  ],
];

type Mutation = (line: string, random: Random, other: string) => string;

const mutations: readonly Mutation[] = [
  (line) => line,
  function flipBit(line, random) {
    const at = random.below(line.length + 1);
    return replaced(line, at, at + 1, String.fromCharCode((line.charCodeAt(at) || 0) ^ (1 << random.below(8))));
  },
  (line, random) => line.slice(0, random.below(line.length + 1)),
  (line, random) => line.slice(random.below(line.length + 1)),
  function cutOut(line, random) {
    const from = random.below(line.length + 1);
    return replaced(line, from, from + random.below(40), '');
  },
  function insert(line, random) {
    const at = random.below(line.length + 1);
    return replaced(line, at, at, random.pick(PIECES, ''));
  },
  function repeatPart(line, random) {
    const from = random.below(line.length + 1);
    const part = line.slice(from, from + random.below(60));
    return replaced(line, from, from, part.repeat(random.below(20)));
  },
  function swapFields(line, random) {
    const fields = line.split(' ');
    const [a, b] = [random.below(fields.length), random.below(fields.length)];
    [fields[a], fields[b]] = [fields[b] ?? '', fields[a] ?? ''];
    return fields.join(' ');
  },
  function changeNumber(line, random) {
    const numbers = [...line.matchAll(/\d+/g)];
    const chosen = numbers[random.below(numbers.length)];
    if (chosen === undefined) return line;
    return replaced(line, chosen.index, chosen.index + chosen[0].length, random.pick(NUMBERS, ''));
  },
  function changeValue(line, random) {
    return line.replace(/=[^ ]*/, () => `=${random.pick([...NUMBERS, ...PIECES], '')}`);
  },
  (line, random, other) => line.slice(0, random.below(line.length + 1)) + other.slice(random.below(other.length + 1)),
  (line) => `${line} ${line}`,
];

function replaced(line: string, from: number, to: number, by: string): string {
  return line.slice(0, from) + by + line.slice(to);
}

/** The line with up to three changes; it stays one line. */
export function mutated(line: string, random: Random, other: string): string {
  let text = line;
  for (let count = random.below(4); count > 0; count -= 1) {
    text = random.pick(mutations, (same) => same)(text, random, other);
  }
  return text.replaceAll('\n', '');
}
