import type { ProcessEvent } from '../event/process-event.ts';
import type { Evidence } from '../match/evidence.ts';
import type { SigmaFilter, SigmaRule } from '../sigma/ir.ts';
import { alertId } from './identity.ts';
import type { Alert } from './model.ts';

/** A rule that holds for an event, with the reasons, and the filter that excludes it, if one does. */
export interface Match {
  readonly rule: SigmaRule;
  readonly event: ProcessEvent;
  readonly evidence: readonly Evidence[];
  readonly excludedBy: SigmaFilter | null;
}

/** The id of a match's alert. */
export function matchId({ rule, event: { columns } }: Match): string {
  return alertId(rule.id, columns.Dvc, columns.EventOriginalUid, columns.TargetProcessId);
}

/** The alert of a match. `incident` is the id of the incident that it belongs to. */
export function alertOf(match: Match, incident: string): Alert {
  const { rule, event, evidence, excludedBy } = match;
  const { columns, origin } = event;
  return {
    id: matchId(match),
    time: columns.EventStartTime,
    rule: { id: rule.id, title: rule.title, level: rule.level, tags: rule.tags },
    host: columns.Dvc,
    user: columns.TargetUsername ?? columns.TargetUserId ?? null,
    process: {
      pid: columns.TargetProcessId,
      name: columns.TargetProcessName,
      commandLine: columns.TargetProcessCommandLine ?? null,
      currentDirectory: columns.TargetProcessCurrentDirectory ?? null,
    },
    lineage: columns.AdditionalFields.Ancestors ?? [],
    matched: evidence,
    excludedBy: excludedBy?.id ?? null,
    incident,
    event: columns,
    origin,
  };
}
