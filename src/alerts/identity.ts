import { stableId } from '../event/stable-id.ts';

export { stableId };

/**
 * The id of an alert. Nothing of where or how the event was read enters, so the same event has the same alert in a file,
 * live and in Sentinel.
 */
export function alertId(ruleId: string, dvc: string, eventOriginalUid: string, targetProcessId: string): string {
  return stableId([ruleId, dvc, eventOriginalUid, targetProcessId]);
}

/** The id of a correlation's alert: the rule's id, the values that it is grouped by, and the sorted ids of its matches. */
export function correlationId(ruleId: string, keys: readonly string[], members: readonly string[]): string {
  return stableId([ruleId, ...keys, ...members]);
}
