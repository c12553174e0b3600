import type { Span } from '../../diagnostic/source-text.ts';
import { measuredFields } from '../../match/correlation/prepare.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaRule } from '../../sigma/ir.ts';
import { safeNames } from './columns.ts';

/** What a correlation counts, directly and through others. */
export interface Plan {
  /** It and those that it builds on, each once and behind what it builds on. */
  readonly correlations: readonly SigmaCorrelation[];
  readonly rules: readonly SigmaRule[];
  /** Which fields of the last event of a correlation's match others ask for, and where. */
  readonly wanted: ReadonlyMap<SigmaCorrelation, Fields>;
  /** For each such field the column that has it. */
  readonly columns: ReadonlyMap<string, string>;
}

type Fields = ReadonlyMap<string, Span>;

export function planOf(top: SigmaCorrelation): Plan {
  const correlations = inOrder(top);
  const wanted = wantedIn(correlations);
  const fields = [...new Set([...wanted.values()].flatMap((each) => [...each.keys()]))];
  const names = safeNames(
    fields.map((field) => `Last${field}`),
    [],
  );
  const rules = correlations.flatMap((each) => each.rules.flatMap(({ rule }) => (rule.kind === 'rule' ? [rule] : [])));
  return {
    correlations,
    rules: [...new Set(rules)],
    wanted,
    columns: new Map(fields.map((field, at) => [field, names[at] ?? field])),
  };
}

function inOrder(top: SigmaCorrelation): readonly SigmaCorrelation[] {
  const done = new Set<SigmaCorrelation>();
  const visit = (correlation: SigmaCorrelation): void => {
    if (done.has(correlation)) return;
    for (const { rule } of correlation.rules) if (rule.kind === 'correlation') visit(rule);
    done.add(correlation);
  };
  visit(top);
  return [...done];
}

/** What is asked of a correlation is asked of the correlations that it counts as well: its last event is one of theirs. */
function wantedIn(correlations: readonly SigmaCorrelation[]): Map<SigmaCorrelation, Fields> {
  const wanted = new Map(correlations.map((each) => [each, new Map<string, Span>()]));
  for (const correlation of correlations.toReversed())
    for (const [at, { rule }] of correlation.rules.entries()) {
      if (rule.kind !== 'correlation') continue;
      const asked = [...fieldsAsked(correlation, at), ...(wanted.get(correlation) ?? [])];
      for (const [field, span] of asked) wanted.get(rule)?.set(field, span);
    }
  return wanted;
}

function fieldsAsked(correlation: SigmaCorrelation, member: number): (readonly [string, Span])[] {
  return [...correlation.groupBy, ...measuredFields(correlation)].flatMap(({ of }) => {
    const source = of[member];
    return source?.kind === 'field' ? [[source.field, source.span] as const] : [];
  });
}
