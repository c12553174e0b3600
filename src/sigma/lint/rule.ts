import type { LintCode } from '../../diagnostic/codes/lint.ts';
import type { CodeArguments } from '../../diagnostic/codes.ts';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source-text.ts';
import type { LintDocument } from './document.ts';

/** A replacement of what stands between two offsets of the file. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a rule has found. `fix` is there only where the change keeps the meaning. */
export interface LintFinding {
  readonly code: LintCode;
  readonly span: Span;
  readonly diagnostic: Diagnostic;
  readonly fix?: readonly Edit[];
}

/** What a check tells; `fix` is undefined where none is safe. */
export interface Found<A> {
  readonly at: Span;
  readonly args: A;
  readonly fix?: readonly Edit[] | undefined;
}

/** A text that the rule complains about: at what stands between « and », and the text after the fix, if it has one. */
export interface Example {
  readonly text: string;
  readonly fixed?: string;
}

export interface LintRule {
  readonly code: LintCode;
  /** What it looks for, in one line for the documentation. */
  readonly doc: string;
  readonly examples: readonly Example[];
  /** Texts that come near, and are right. */
  readonly counterExamples: readonly string[];
  check(document: LintDocument): LintFinding[];
}

interface Definition<C extends LintCode> extends Omit<LintRule, 'code' | 'check'> {
  readonly code: C;
  readonly find: (document: LintDocument) => Iterable<Found<CodeArguments<C>>>;
}

/** A rule from what it finds: a plain function over one document. */
export function lintRule<C extends LintCode>({ find, ...about }: Definition<C>): LintRule {
  const { code } = about;
  return {
    ...about,
    check: (document) =>
      [...find(document)].map(({ at, args, fix }) => {
        const finding = { code, span: at, diagnostic: report(code, at, args) };
        return fix === undefined ? finding : { ...finding, fix };
      }),
  };
}
