import { report } from '../../diagnostic/diagnostic.ts';
import type { Scalar } from '../../kql/ast.ts';
import { binary, text } from '../../kql/build.ts';
import { asString, type Question } from './context.ts';
import { portableRegex } from './portable-regex.ts';

/** A regular expression, looked for anywhere in the value. */
export function lowerRegex(pattern: string, flags: string, question: Question): Scalar {
  const { source, hasWordBoundary } = portableRegex(pattern);
  if (hasWordBoundary) question.lowering.diagnostics.push(report('kql-word-boundary', question.span, {}));
  return binary(asString(question.place), 'matches regex', text(flags === '' ? source : `(?${flags})${source}`));
}
