import type { CodeArguments, DiagnosticCode } from '../diagnostic/codes.ts';
import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source-text.ts';

/** Collects the problems of rule files, in the order in which they are found. */
export class Problems {
  readonly list: Diagnostic[] = [];
  #errors = 0;

  /** How many of the problems are errors: a document that raised it is not used. */
  get errors(): number {
    return this.#errors;
  }

  add<C extends DiagnosticCode>(code: C, at: Span, args: CodeArguments<C>): void {
    const diagnostic = report(code, at, args);
    if (diagnostic.severity === 'error') this.#errors += 1;
    this.list.push(diagnostic);
  }
}
