import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source-text.ts';
import { analyse, type KqlProblem } from '../kql/analyse/analyse.ts';
import type { Printed } from '../kql/print/query.ts';
import { schemas } from '../kql/schema/registry.ts';

/**
 * What Microsoft's parser and binder say of a query, each at the place in the rule that made that part of it; `whole` is
 * the place of what no single part made. Loads the language service.
 */
export function checkQuery({ text, marks }: Printed, whole: Span): readonly Diagnostic[] {
  return analyse(text, schemas).flatMap((problem) => {
    const at = originOf(problem, marks) ?? { ...whole, end: whole.start + 1 };
    return diagnosticOf(problem, at);
  });
}

/** The innermost of the marks that a problem lies in. */
function originOf({ start, length }: KqlProblem, marks: Printed['marks']): Span | undefined {
  const around = marks.filter((mark) => mark.start <= start && start + length <= mark.end);
  return around.sort((a, b) => a.end - a.start - (b.end - b.start))[0]?.origin;
}

/** Suggestions are about style. */
function diagnosticOf({ severity, code, message }: KqlProblem, at: Span): Diagnostic[] {
  switch (severity) {
    case 'error':
      return [report('convert-rejected', at, { code, reason: message })];
    case 'warning':
      return [report('convert-doubted', at, { code, reason: message })];
    case 'suggestion':
      return [];
  }
}
