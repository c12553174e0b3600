import type { Alert, AlertCorrelation, Incident, Report } from '../alerts/model.ts';
import type { Ancestor } from '../event/ancestor.ts';

export type Level = Alert['rule']['level'];
export type Evidence = Alert['matched'][number];

/** `/usr/bin/dash [4711] (inferred)`: an ancestor in a few words. The text is not yet safe to print. */
export function lineageText(ancestor: Ancestor): string {
  const marks = [
    ancestor.inferred ? `inferred${ancestor.reason === undefined ? '' : `: ${ancestor.reason}`}` : undefined,
    ancestor.reparented ? 'reparented' : undefined,
  ].filter((mark) => mark !== undefined);
  const name = ancestor.name ?? 'unknown';
  return `${name} [${ancestor.pid}]${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
}

/** `selection: Image|endswith '/whoami' = /usr/bin/whoami`. The text is not yet safe to print. */
export function evidenceText(evidence: Evidence): string {
  return `${evidence.selection}: ${testText(evidence)} = ${evidence.value ?? '(absent)'}`;
}

/** `Image|endswith '/whoami'`. The text is not yet safe to print. */
export function testText({ field, operator, pattern }: Evidence): string {
  return operator === 'equals' ? `${field} '${pattern}'` : `${field}|${operator} '${pattern}'`;
}

/** `event_count gte 3 in 5m (found 3)`: what a correlation asks and found. */
export function correlationText({ type, condition, timespan, value }: AlertCorrelation): string {
  return `${type} ${condition} in ${timespan} (found ${value})`;
}

/** `User = www-data, Dvc = web01`: the group of a correlation's matches. The text is not yet safe to print. */
export function groupText({ groupBy }: AlertCorrelation): string {
  return groupBy.map(({ field, value }) => `${field} = ${value ?? '(absent)'}`).join(', ');
}

/** Levels from the gravest. */
export const levels: readonly Level[] = ['critical', 'high', 'medium', 'low', 'informational'];

/** The gravest level among the incidents. */
export function worstLevel(report: Report): Level | undefined {
  return levels.find((level) => report.incidents.some((incident) => incident.level === level));
}

/** The rules of an incident's listed alerts, the most frequent first. */
export function rulesOf(incident: Incident): { title: string; level: Level; count: number }[] {
  const rules = new Map<string, { title: string; level: Level; count: number }>();
  for (const { rule } of incident.alerts) {
    const known = rules.get(rule.id);
    if (known === undefined) rules.set(rule.id, { title: rule.title, level: rule.level, count: 1 });
    else known.count++;
  }
  return [...rules.values()].sort((one, other) => other.count - one.count);
}
