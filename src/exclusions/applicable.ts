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
  const known = rules.flatMap(({ id, name }) => (name === undefined ? [id] : [id, name]));
  return filters.flatMap((filter) =>
    unknownRules(filter, rules).map((rule) => {
      const at = spanOf(filter, rule);
      return correlations.some((correlation) => isNamed(correlation, rule))
        ? report('correlation-filter', at, { rule })
        : report('sigma-filter-unknown-rule', at, { rule, suggestion: nearest(rule, known) });
    }),
  );
}

function names({ rules }: SigmaFilter, rule: SigmaRule): boolean {
  return rules === 'any' || rules.some((reference) => isNamed(rule, reference));
}

/** Ids are UUIDs, in which letter case does not count; names are taken as they are. */
function isNamed({ id, name }: Pick<SigmaRule, 'id' | 'name'>, reference: string): boolean {
  return reference === id || reference.toLowerCase() === id || reference === name;
}

function unknownRules({ rules }: SigmaFilter, known: readonly SigmaRule[]): readonly string[] {
  return rules === 'any' ? [] : rules.filter((reference) => !known.some((rule) => isNamed(rule, reference)));
}

/** Where a filter names a rule. */
function spanOf(filter: SigmaFilter, rule: string): Span {
  const { source, start, end } = filter.span;
  const found = source.text.slice(start, end).indexOf(rule);
  return { source, start: start + Math.max(0, found), end: start + Math.max(0, found) + rule.length };
}
