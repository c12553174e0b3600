import type { SourceText } from '../../diagnostic/source-text.ts';
import { canBeFixed } from './changeable.ts';
import { documentsOf } from './document.ts';
import { lintRules } from './registry.ts';
import type { LintFinding } from './rule.ts';

/**
 * What is wrong, or could be better, in the rules and filters of a file, in the order of its text. Whether the file can be
 * used at all is for `loadSigma` to say; here a document that is broken elsewhere is still looked at. Nothing is thrown.
 */
export function lintSource(source: SourceText): LintFinding[] {
  const isChangeable = canBeFixed(source.text);
  const found = new Map<string, LintFinding>();
  for (const document of documentsOf(source)) {
    for (const finding of lintRules.flatMap((rule) => rule.check(document))) {
      const { code, span, fix, ...rest } = finding;
      const key = `${code} ${span.start} ${span.end}`;
      const kept = fix === undefined || isChangeable ? finding : { code, span, ...rest };
      if (!found.has(key)) found.set(key, kept);
    }
  }
  return [...found.values()].sort((one, other) => one.span.start - other.span.start);
}
