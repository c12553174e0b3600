import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source-text.ts';
import type { SigmaCorrelation } from '../sigma/correlation/ir.ts';
import type { SigmaFilter, SigmaRule } from '../sigma/ir.ts';
import { areCompatible, isAuditd } from '../sigma/logsource.ts';
import { nearest } from '../sigma/suggest.ts';

/**
 * The filters that are meant for a rule: they name its id or name, or any rule, and can be of its log source. A filter
 * about audit records has nothing to ask where a rule does not.
 */
export function applicableFilters<F extends SigmaFilter>(rule: SigmaRule, filters: readonly F[]): F[] {
  return filters.filter(
    (filter) =>
      names(filter, rule) &&
      areCompatible(filter.logsource, rule.logsource) &&
      (isAuditd(rule.logsource) || !isAuditd(filter.logsource)),
  );
}

/** A warning for each rule that a filter names and that is not among the rules, or is a correlation. */
export function checkFilters(
  filters: readonly SigmaFilter[],
  rules: readonly SigmaRule[],
  correlations: readonly SigmaCorrelation[] = [],
): Diagnostic[] {
  const [ofRules, ofCorrelations] = [new Names(rules), new Names(correlations)];
  return filters.flatMap((filter) =>
    unknownRules(filter, ofRules).map(({ rule, at }) =>
      ofCorrelations.has(rule)
        ? report('correlation-filter', at, { rule })
        : report('sigma-filter-unknown-rule', at, { rule, suggestion: ofRules.nearest(rule) }),
    ),
  );
}

type Named = Pick<SigmaRule, 'id' | 'name'>;

/** By what rules can be named. Ids are UUIDs, in which letter case does not count; names are taken as they are. */
class Names {
  readonly #all: ReadonlySet<string>;
  readonly #ids: ReadonlySet<string>;
  #suggestions = 0;

  constructor(rules: readonly Named[]) {
    this.#ids = new Set(rules.map(({ id }) => id));
    this.#all = new Set(rules.flatMap(({ id, name }) => (name === undefined ? [id] : [id, name])));
  }

  has(reference: string): boolean {
    return this.#all.has(reference) || this.#ids.has(reference.toLowerCase());
  }

  /** Looked for a limited number of times: each costs as much as there are names. */
  nearest(reference: string): string | undefined {
    this.#suggestions += 1;
    return this.#suggestions > MAX_SUGGESTIONS ? undefined : nearest(reference, this.#all);
  }
}

const MAX_SUGGESTIONS = 100;

function names(filter: SigmaFilter, { id, name }: SigmaRule): boolean {
  if (filter.rules === 'any') return true;
  const { exact, folded } = referencesOf(filter.rules);
  return exact.has(id) || folded.has(id) || (name !== undefined && exact.has(name));
}

interface References {
  readonly exact: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
}

const references = new WeakMap<readonly string[], References>();

function referencesOf(rules: readonly string[]): References {
  const known = references.get(rules);
  if (known !== undefined) return known;
  const made = { exact: new Set(rules), folded: new Set(rules.map((rule) => rule.toLowerCase())) };
  references.set(rules, made);
  return made;
}

/** The rules that a filter names and that are not known, with where it does. It names them in the order of its text. */
function unknownRules({ rules, span }: SigmaFilter, known: Names): { readonly rule: string; readonly at: Span }[] {
  if (rules === 'any') return [];
  const { source } = span;
  let from = span.start;
  return rules.flatMap((rule) => {
    const found = source.text.indexOf(rule, from);
    const start = found < 0 || found >= span.end ? span.start : found;
    if (start === found) from = found + rule.length;
    return known.has(rule) ? [] : [{ rule, at: { source, start, end: start + rule.length } }];
  });
}
