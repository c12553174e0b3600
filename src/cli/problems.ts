import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { renderDiagnostic } from '../diagnostic/render.ts';

/** Problems of one code that are shown; the rest is counted. */
const SHOWN_EACH = 5;
const KEPT = 200;

/** Collects problems, tells the first of each kind as they come, and counts all. */
export class Problems {
  readonly kept: Diagnostic[] = [];
  errors = 0;
  readonly #counts = new Map<string, number>();

  readonly add = (problem: Diagnostic): void => {
    const count = (this.#counts.get(problem.code) ?? 0) + 1;
    this.#counts.set(problem.code, count);
    if (problem.severity === 'error') this.errors += 1;
    if (this.kept.length < KEPT && (count <= SHOWN_EACH || problem.severity === 'error')) this.kept.push(problem);
  };

  get omitted(): number {
    let all = 0;
    for (const count of this.#counts.values()) all += count;
    return all - this.kept.length;
  }

  /** All kept problems and the counts of the rest, as text for standard error; notes are only counted. */
  render(): string {
    const lines = this.kept.filter((problem) => problem.severity !== 'note').map(renderDiagnostic);
    for (const [code, count] of this.#counts) {
      const shown = this.kept.filter((problem) => problem.code === code && problem.severity !== 'note').length;
      if (count > shown) lines.push(`${count - shown} ${shown > 0 ? 'more ' : ''}[${code}]`);
    }
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
  }
}
