import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { renderDiagnostic } from '../diagnostic/render.ts';

/** Problems of one code that are shown; the rest is counted. */
const SHOWN_EACH: Readonly<Record<Diagnostic['severity'], number>> = { error: 20, warning: 5, note: 5 };
const KEPT = 200;

/** Collects problems, keeps the first of each kind, and counts all. */
export class Problems {
  readonly kept: Diagnostic[] = [];
  errors = 0;
  #told = 0;
  #all = 0;
  readonly #counts = new Map<string, { all: number; kept: number }>();

  readonly add = (problem: Diagnostic): void => {
    const count = this.#counts.get(problem.code) ?? { all: 0, kept: 0 };
    this.#counts.set(problem.code, count);
    this.#all += 1;
    count.all += 1;
    if (problem.severity === 'error') this.errors += 1;
    if (this.kept.length >= KEPT || count.all > SHOWN_EACH[problem.severity]) return;
    this.kept.push(problem);
    count.kept += 1;
  };

  addAll(problems: readonly Diagnostic[]): void {
    for (const problem of problems) this.add(problem);
  }

  get omitted(): number {
    return this.#all - this.kept.length;
  }

  /** Tells on standard error what was not yet told. Notes are for reports only. */
  tell(): void {
    const fresh = this.kept.slice(this.#told).filter(({ severity }) => severity !== 'note');
    this.#told = this.kept.length;
    for (const problem of fresh) process.stderr.write(`${renderDiagnostic(problem)}\n`);
  }

  /** Tells the rest, and how many there are that are not shown. */
  tellRest(): void {
    this.tell();
    for (const [code, { all, kept }] of this.#counts) {
      if (all > kept) process.stderr.write(`${all - kept} ${kept > 0 ? 'more ' : ''}[${code}]\n`);
    }
  }
}
