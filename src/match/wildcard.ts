import type { PatternPart, StringPattern } from '../sigma/ir.ts';

/** A test whether a whole text matches. */
export type TextTest = (text: string) => boolean;

/** Prepares a pattern: `*` stands for any characters, also none, `?` for one code point. Letter case counts. */
export function compilePattern(pattern: StringPattern): TextTest {
  const simple = compileSimple(pattern);
  if (simple !== undefined) return simple;
  const segments = segmentsOf(pattern);
  return pattern.some((part) => part.kind === 'one') ? codePointTest(segments) : literalTest(segments);
}

/** Patterns with at most one literal and `*` around it are what nearly all rules use. */
function compileSimple(pattern: StringPattern): TextTest | undefined {
  const literals = pattern.filter((part) => part.kind === 'literal');
  const [literal] = literals;
  const shape = pattern.map((part) => part.kind[0]).join('');
  const text = literal?.text ?? '';
  return SIMPLE[shape]?.(text);
}

/** By the first letters of the parts: `l`iteral and `m`any. */
const SIMPLE: Readonly<Record<string, (literal: string) => TextTest>> = {
  '': () => (text) => text === '',
  m: () => () => true,
  l: (literal) => (text) => text === literal,
  lm: (literal) => (text) => text.startsWith(literal),
  ml: (literal) => (text) => text.endsWith(literal),
  mlm: (literal) => (text) => text.includes(literal),
};

/** The parts between the `*`. */
type Segment = readonly Exclude<PatternPart, { kind: 'many' }>[];

function segmentsOf(pattern: StringPattern): Segment[] {
  const segments: Exclude<PatternPart, { kind: 'many' }>[][] = [[]];
  for (const part of pattern) {
    if (part.kind === 'many') segments.push([]);
    else segments.at(-1)?.push(part);
  }
  return segments;
}

/** How segments are looked for in a text, whatever a text is made of. */
interface Finder<S> {
  readonly length: number;
  size(segment: S): number;
  isAt(segment: S, at: number): boolean;
  /** The first place from `at` on; negative if there is none. */
  find(segment: S, at: number): number;
}

/**
 * The first segment must stand at the start and the last at the end; each one between is taken at the first place where
 * it is found, since a later place never leaves more room for the rest. So nothing is ever tried twice.
 */
function matchSegments<S>(segments: readonly S[], text: Finder<S>): boolean {
  const [first, ...others] = segments;
  const last = others.pop();
  if (first === undefined) return text.length === 0;
  if (last === undefined) return text.size(first) === text.length && text.isAt(first, 0);
  const end = text.length - text.size(last);
  let at = text.size(first);
  if (at > end || !text.isAt(first, 0) || !text.isAt(last, end)) return false;
  for (const segment of others) {
    const found = text.find(segment, at);
    if (found < 0) return false;
    at = found + text.size(segment);
  }
  return at <= end;
}

function literalTest(segments: readonly Segment[]): TextTest {
  const literals = segments.map((segment) =>
    segment.map((part) => (part.kind === 'literal' ? part.text : '')).join(''),
  );
  return (text) =>
    matchSegments(literals, {
      length: text.length,
      size: (segment) => segment.length,
      isAt: (segment, at) => text.startsWith(segment, at),
      find: (segment, at) => text.indexOf(segment, at),
    });
}

/** A piece of a segment with `?`: a literal, and how far behind the segment's start it stands. */
interface Run {
  readonly offset: number;
  readonly text: string;
}

interface Runs {
  readonly length: number;
  readonly all: readonly Run[];
  /** The one to look for first; undefined where the segment is of `?` only. */
  readonly longest: Run | undefined;
}

const SURROGATE = /[\ud800-\udfff]/;

/** With `?` a text is taken as code points: as its characters where each is one, else one by one. */
function codePointTest(segments: readonly Segment[]): TextTest {
  const runs = segments.some((segment) => segment.some((part) => part.kind === 'literal' && SURROGATE.test(part.text)))
    ? undefined
    : segments.map(runsOf);
  const slow = pointByPointTest(segments);
  return (text) => (runs === undefined || SURROGATE.test(text) ? slow(text) : matchSegments(runs, runFinder(text)));
}

function runsOf(segment: Segment): Runs {
  const all: Run[] = [];
  let length = 0;
  for (const part of segment) {
    const last = all.at(-1);
    if (part.kind === 'one') length += 1;
    else {
      if (last !== undefined && last.offset + last.text.length === length)
        all[all.length - 1] = { offset: last.offset, text: last.text + part.text };
      else all.push({ offset: length, text: part.text });
      length += part.text.length;
    }
  }
  return { length, all, longest: all.toSorted((one, other) => other.text.length - one.text.length)[0] };
}

function runFinder(text: string): Finder<Runs> {
  const isAt = ({ length, all }: Runs, at: number): boolean =>
    at + length <= text.length && all.every((run) => text.startsWith(run.text, at + run.offset));
  return {
    length: text.length,
    size: (segment) => segment.length,
    isAt,
    find: (segment, at) => {
      const { longest, length } = segment;
      if (longest === undefined) return at + length <= text.length ? at : -1;
      for (let from = at; ; ) {
        const place = text.indexOf(longest.text, from + longest.offset) - longest.offset;
        if (place < from) return -1;
        if (isAt(segment, place)) return place;
        from = place + 1;
      }
    },
  };
}

/** Undefined in a segment stands for any one code point. */
function pointByPointTest(segments: readonly Segment[]): TextTest {
  const wanted = segments.map((segment) =>
    segment.flatMap((part) => (part.kind === 'literal' ? Array.from(part.text) : [undefined])),
  );
  return (text) => {
    const points = Array.from(text);
    const isAt = (segment: readonly (string | undefined)[], at: number): boolean =>
      segment.every((point, index) =>
        point === undefined ? at + index < points.length : point === points[at + index],
      );
    return matchSegments(wanted, {
      length: points.length,
      size: (segment) => segment.length,
      isAt,
      find: (segment, at) => {
        for (let place = at; place + segment.length <= points.length; place += 1)
          if (isAt(segment, place)) return place;
        return -1;
      },
    });
  };
}
