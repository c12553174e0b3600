import type { DetectionItem, Test } from '../ir.ts';
import { foldAscii } from './pattern.ts';

/** What a test says about a value, with letter case folded; so what contradicts here does so in any case. */
export interface Claim {
  readonly start: string;
  readonly end: string;
  /** Texts that stand somewhere in the value. */
  readonly parts: readonly string[];
  readonly isWhole: boolean;
}

/** One of the claims must hold; undefined where nothing is sure. */
export type Clause = readonly Claim[] | undefined;

const EMPTY: Claim = { start: '', end: '', parts: [], isWhole: true };

/** The clauses that must all hold for an item that is not negated. */
export function clausesOf({ tests, quantifier }: DetectionItem): readonly Clause[] {
  const clauses = tests.map(clauseOf);
  return quantifier === 'all' ? clauses : [joined(clauses)];
}

function clauseOf(test: Test): Clause {
  switch (test.kind) {
    case 'variants':
      return joined(test.of.map(clauseOf));
    case 'null':
      return [EMPTY];
    case 'exists':
      return test.exists ? undefined : [EMPTY];
    case 'string':
      return claimOf(test);
    default:
      return undefined;
  }
}

function joined(clauses: readonly Clause[]): Clause {
  const all = clauses.flatMap((clause) => clause ?? []);
  return clauses.includes(undefined) || all.length === 0 ? undefined : all;
}

/** Letters outside ASCII are left alone: how they fold is not this module's to know. */
function claimOf({ pattern }: Test & { kind: 'string' }): Clause {
  const parts = pattern.flatMap((part) => (part.kind === 'literal' ? [foldAscii(part.text)] : []));
  if (!parts.every((part) => /^[\0-\x7f]*$/.test(part))) return undefined;
  const isWhole = pattern.every(({ kind }) => kind === 'literal');
  const start = pattern[0]?.kind === 'literal' ? (parts[0] ?? '') : '';
  const end = pattern.at(-1)?.kind === 'literal' ? (parts.at(-1) ?? '') : '';
  return [{ start, end, parts, isWhole }];
}

/** More pairs of claims are not compared. */
const MAX_PAIRS = 10_000;

/** Whether no value can satisfy both clauses. */
export function contradict(one: Clause, other: Clause): boolean {
  if (one === undefined || other === undefined || one.length * other.length > MAX_PAIRS) return false;
  return one.every((claim) => other.every((against) => exclude(claim, against)));
}

function exclude(one: Claim, other: Claim): boolean {
  if (one.isWhole) return !fits(one.parts.join(''), other);
  if (other.isWhole) return !fits(other.parts.join(''), one);
  const haveStart = one.start.startsWith(other.start) || other.start.startsWith(one.start);
  const haveEnd = one.end.endsWith(other.end) || other.end.endsWith(one.end);
  return !haveStart || !haveEnd;
}

/** Whether a whole value can satisfy a claim. */
function fits(value: string, { start, end, parts, isWhole }: Claim): boolean {
  if (isWhole) return value === parts.join('');
  return value.startsWith(start) && value.endsWith(end) && parts.every((part) => value.includes(part));
}
