import { report } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source-text.ts';
import type { Scalar } from '../../kql/ast.ts';
import { allOf, binary, call, long, TRUE, text } from '../../kql/build.ts';
import type { FieldPlace, PatternPart, StringPattern } from '../../sigma/ir.ts';
import { asString, isAbsent, type Lowering, type Question } from './context.ts';
import { OPERATORS } from './operators.ts';
import { regexOfPattern } from './pattern-regex.ts';

/** A string with wildcards, which must match the whole value. */
export function lowerString(pattern: StringPattern, cased: boolean, question: Question): Scalar {
  warnOfCase(pattern, cased, question.span, question.lowering);
  const { place } = question;
  const [first, second, third] = pattern;
  if (first === undefined) return isAbsent(place);
  if (first.kind === 'many' && second === undefined) return TRUE;
  const value = asString(place);
  const simple = simpleTest(pattern);
  if (simple !== undefined)
    return binary(value, OPERATORS[simple.where][cased ? 'cased' : 'folded'], text(simple.text));
  if (first.kind === 'literal' && second?.kind === 'many' && third?.kind === 'literal' && pattern.length === 3)
    return bothEnds(value, first.text, third.text, cased);
  return binary(value, 'matches regex', text(regexOfPattern(pattern, cased)));
}

/** One literal, and where it must stand; undefined for every other pattern. */
function simpleTest(pattern: StringPattern): { readonly where: FieldPlace; readonly text: string } | undefined {
  const [first, second, third] = pattern;
  if (first?.kind === 'literal') {
    if (second === undefined) return { where: 'equals', text: first.text };
    return second.kind === 'many' && third === undefined ? { where: 'startswith', text: first.text } : undefined;
  }
  if (first?.kind !== 'many' || second?.kind !== 'literal' || pattern.length > 3) return undefined;
  if (third === undefined) return { where: 'endswith', text: second.text };
  return third.kind === 'many' ? { where: 'contains', text: second.text } : undefined;
}

/** `a*b`: both ends, which must not overlap. */
function bothEnds(value: Scalar, head: string, tail: string, cased: boolean): Scalar {
  const length = Array.from(head + tail).length;
  return allOf([
    binary(value, cased ? 'startswith_cs' : 'startswith', text(head)),
    binary(value, cased ? 'endswith_cs' : 'endswith', text(tail)),
    binary(call('strlen', value), '>=', long(length)),
  ]);
}

/** How Kusto folds letter case beyond ASCII is not published. */
export function warnOfCase(pattern: StringPattern, cased: boolean, span: Span, lowering: Lowering): void {
  if (cased || !pattern.some(hasCaseBeyondAscii)) return;
  lowering.diagnostics.push(report('kql-case-beyond-ascii', span, {}));
}

function hasCaseBeyondAscii(part: PatternPart): boolean {
  return (
    part.kind === 'literal' && /[^\0-\x7f]/.test(part.text) && /(?=[^\0-\x7f])[\p{Lu}\p{Ll}\p{Lt}]/u.test(part.text)
  );
}
