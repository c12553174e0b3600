import type { Firing } from '../match/correlation/counting.ts';
import type { Hit } from '../match/correlation/hit.ts';
import type { Threshold } from '../sigma/correlation/ir.ts';
import { alertOf, type Match, matchId } from './alert.ts';
import type { Alert, AlertCorrelation, CorrelatedMatch } from './model.ts';

/** Ids of matches that an alert lists. */
const MAX_MEMBERS = 100;

/** A match as correlations count it. */
export function hitOf(match: Match): Hit<Match> {
  return { id: matchId(match), rule: match.rule, event: match.event, source: match, keys: [] };
}

/** The match that a correlation's alert hangs on: the last one. */
export function lastOf({ newest, correlation }: Firing<Match>): Match {
  const last = newest.at(-1);
  if (last === undefined) throw new Error(`correlation ${correlation.id} holds without a match`);
  return last.source;
}

/** The alert of a correlation: event, process and evidence are those of its last match. */
export function correlationAlert(firing: Firing<Match>, incident: string): Alert {
  const { id, title, level, tags } = firing.correlation;
  const alert = alertOf(lastOf(firing), incident);
  return { ...alert, id: firing.id, rule: { id, title, level, tags }, correlation: correlationOf(firing) };
}

function correlationOf({ correlation, keys, value, from, to, members, newest }: Firing<Match>): AlertCorrelation {
  return {
    type: correlation.measure.type,
    condition: conditionText(correlation.condition),
    timespan: correlation.timespan.text,
    groupBy: correlation.groupBy.map(({ name }, at) => ({ field: name, value: keys[at] || null })),
    value,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    members: members.slice(0, MAX_MEMBERS),
    memberCount: members.length,
    newest: newest.map(matchOf),
  };
}

/** `gte 3`, or `gt 100 and lte 200`. */
export function conditionText(condition: readonly Threshold[]): string {
  return condition.map(({ operator, value }) => `${operator} ${value}`).join(' and ');
}

function matchOf({ id, rule, event: { columns } }: Hit<Match>): CorrelatedMatch {
  return {
    id,
    time: columns.EventStartTime,
    rule: { id: rule.id, title: rule.title },
    pid: columns.TargetProcessId,
    name: columns.TargetProcessName,
    commandLine: columns.TargetProcessCommandLine ?? null,
  };
}
