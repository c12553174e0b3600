import type { Alert } from '../alerts/model.ts';

/** Alerts that say the same but for pid and time; `others` are all after the first. */
export interface SameAlerts {
  readonly first: Alert;
  readonly others: Alert[];
}

/** Puts alerts of one shape together, in the order of their first. */
export function groupSame(alerts: readonly Alert[]): SameAlerts[] {
  const groups = new Map<string, SameAlerts>();
  for (const alert of alerts) {
    const key = JSON.stringify([
      alert.rule.id,
      alert.user,
      alert.process.name,
      alert.process.commandLine,
      alert.process.currentDirectory,
      alert.excludedBy,
      alert.matched,
      alert.correlation?.groupBy,
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: alert, others: [] });
    else group.others.push(alert);
  }
  return [...groups.values()];
}

/** Each alert's place in the list of groups, counted from 1: a tree points at the list by this number. */
export function groupNumbers(groups: readonly SameAlerts[]): ReadonlyMap<string, number> {
  return new Map(
    groups.flatMap(({ first, others }, at) => [first, ...others].map((alert) => [alert.id, at + 1] as const)),
  );
}
