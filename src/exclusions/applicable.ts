import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
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

/** A warning for each rule that a filter names and that is not among the rules. */
export function checkFilters(filters: readonly SigmaFilter[], rules: readonly SigmaRule[]): Diagnostic[] {
  const known = rules.flatMap(({ id, name }) => (name === undefined ? [id] : [id, name]));
  return filters.flatMap((filter) => unknownRules(filter, rules).map((rule) => unknown(filter, rule, known)));
}

function names({ rules }: SigmaFilter, rule: SigmaRule): boolean {
  return rules === 'any' || rules.some((reference) => isNamed(rule, reference));
}

/** Ids are UUIDs, in which letter case does not count; names are taken as they are. */
function isNamed({ id, name }: SigmaRule, reference: string): boolean {
  return reference === id || reference.toLowerCase() === id || reference === name;
}

function unknownRules({ rules }: SigmaFilter, known: readonly SigmaRule[]): readonly string[] {
  return rules === 'any' ? [] : rules.filter((reference) => !known.some((rule) => isNamed(rule, reference)));
}

function unknown(filter: SigmaFilter, rule: string, known: readonly string[]): Diagnostic {
  const { source, start, end } = filter.span;
  const found = source.text.slice(start, end).indexOf(rule);
  const at = { source, start: start + Math.max(0, found), end: start + Math.max(0, found) + rule.length };
  return report('sigma-filter-unknown-rule', at, { rule, suggestion: nearest(rule, known) });
}
