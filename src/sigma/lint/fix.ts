import { SourceText } from '../../diagnostic/source-text.ts';
import { lintSource } from './lint.ts';
import { meaningOf } from './meaning.ts';
import type { Edit, LintFinding } from './rule.ts';

/** A file's text after its safe fixes, and what was fixed, each in the text as it was then. */
export interface FixedSource {
  readonly source: SourceText;
  readonly fixed: readonly LintFinding[];
}

/** One fix may make room for another; these are enough for all, and bound the work. */
const MAX_ROUNDS = 10;
/** Where all fixes together would change a meaning, so many are tried one by one. */
const MAX_SINGLE = 50;

/** Applies every fix that is safe. What the rules mean is compared before and after, and a fix that changes it left out. */
export function fixSource(source: SourceText): FixedSource {
  const fixed: LintFinding[] = [];
  let current = source;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = applyRound(current);
    if (next.fixed.length === 0) break;
    fixed.push(...next.fixed);
    current = next.source;
  }
  return { source: current, fixed };
}

function applyRound(source: SourceText): FixedSource {
  const chosen = apart(lintSource(source).filter(({ fix }) => fix !== undefined));
  if (chosen.length === 0) return { source, fixed: [] };
  const meaning = meaningOf(source);
  const all = applied(source, chosen);
  if (meaningOf(all) === meaning) return { source: all, fixed: chosen };
  const good = chosen.slice(0, MAX_SINGLE).filter((one) => meaningOf(applied(source, [one])) === meaning);
  const some = applied(source, good);
  return meaningOf(some) === meaning ? { source: some, fixed: good } : { source, fixed: [] };
}

/** The findings whose edits touch none of an earlier one. */
function apart(findings: readonly LintFinding[]): LintFinding[] {
  const taken: Edit[] = [];
  return findings.filter(({ fix = [] }) => {
    const isFree = fix.every((edit) => taken.every((other) => edit.end < other.start || edit.start > other.end));
    if (isFree) taken.push(...fix);
    return isFree;
  });
}

function applied({ name, text }: SourceText, findings: readonly LintFinding[]): SourceText {
  const edits = findings.flatMap(({ fix = [] }) => fix).sort((one, other) => one.start - other.start);
  let [result, at] = ['', 0];
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return new SourceText(name, result + text.slice(at));
}
