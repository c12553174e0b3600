import { matchId } from './alerts/alert.ts';
import { Correlating } from './alerts/correlating.ts';
import { Incidents } from './alerts/incidents.ts';
import type { Alert, Incident, Report } from './alerts/model.ts';
import { RootFinder } from './alerts/roots.ts';
import type { Diagnostic } from './diagnostic/diagnostic.ts';
import type { Interest } from './event/demand.ts';
import type { ProcessEvent } from './event/process-event.ts';
import type { Hunt } from './hunt/hunt.ts';
import type { JobPool } from './jobs/pool.ts';
import type { CountStats } from './match/correlation/counting.ts';
import { type InputRead, type ReadCounts, type ReadOptions, type ReadResult, readEvents } from './read-events.ts';
import { allRules, asksRecords, matchesOf, ofLevel, type Ruleset, screenOf, unindexedRules } from './ruleset.ts';
import type { SigmaCorrelation } from './sigma/correlation/ir.ts';
import type { Level, SigmaRule } from './sigma/ir.ts';
import type { LogSet } from './sources/log-set.ts';
import { VERSION } from './version.ts';

export { LEVELS } from './sigma/rule.ts';

export interface FlowOptions extends Omit<ReadOptions, 'onEvent' | 'onChunk' | 'demand' | 'parallel'> {
  /** Workers that look through logs of whole events, with the same rules. The caller ends them. */
  readonly pool?: JobPool;
  /** Alerts below are not raised. */
  readonly level: Level;
  /** Milliseconds since 1970; events outside are read for the lineage, not matched. */
  readonly since: number;
  readonly until: number;
  /** Makes every event, also those that nobody asks for: to compare with, it takes longer. */
  readonly everyEvent?: boolean;
  /** Called for every event that is read, matched or not; `everyEvent` makes that all there are. */
  readonly onEachEvent?: (event: ProcessEvent) => void;
  /** Called for each alert, also for excluded ones. */
  readonly onAlert: (alert: Alert) => void;
  readonly onChunk?: (path: string, bytesOnDisk: number, counts: ReadCounts, alerts: number) => void | Promise<void>;
}

/** What a hunt found, counted. */
export interface Found {
  readonly read: ReadResult;
  /** What correlations counted. */
  readonly correlations: CountStats;
  readonly incidents: readonly Incident[];
  readonly incidentsOmitted: number;
  /** Alerts shown and excluded, by rule id, and hidden alerts by filter id. */
  readonly alerts: ReadonlyMap<string, number>;
  readonly hidden: ReadonlyMap<string, number>;
  /** Ids of the rules that are asked about every event. */
  readonly unindexed: readonly string[];
  readonly alertCount: number;
  readonly excludedCount: number;
}

/** The whole way: source → format → event → lineage (all in readEvents) → match → exclude → alert → incident. */
export async function hunt(
  sets: readonly LogSet[],
  rules: Ruleset,
  roots: Hunt['roots'],
  options: FlowOptions,
): Promise<Found> {
  const servers = new RootFinder(roots);
  const incidents = new Incidents(servers);
  const count = new Counter();
  const wanted = ofLevel(rules, options.level);
  options.pool?.use(wanted);
  const isLoud = ({ rule }: { readonly rule: SigmaRule | SigmaCorrelation }): boolean => !wanted.silent.has(rule);
  const correlating = new Correlating(
    wanted.correlations,
    incidents,
    (rule, id) => isLoud({ rule }) && count.isNew(id),
  );
  const raise = (alert: Alert): void => {
    count.add(alert);
    options.onAlert(alert);
  };
  const onEvent = (event: ProcessEvent): void => {
    options.onEachEvent?.(event);
    const inTime = event.time >= options.since && event.time <= options.until;
    const matches = inTime ? matchesOf(wanted, event).filter((match) => count.isNew(matchId(match))) : [];
    if (matches.length > 0) options.pool?.noteHost(event.columns.Dvc);
    for (const alert of incidents.add(event, matches.filter(isLoud))) raise(alert);
    for (const match of matches) {
      if (match.excludedBy === null) correlating.add(match).forEach(raise);
      else if (!isLoud(match)) count.hide(match.excludedBy.id);
    }
  };
  const { onChunk } = options;
  const read = await readEvents(sets, {
    ...options,
    demand: {
      auditRecords: asksRecords(wanted),
      ...(options.everyEvent === true ? {} : interestOf(wanted, incidents)),
    },
    isServer: servers.isServer,
    ...(options.pool === undefined
      ? {}
      : {
          parallel: {
            pool: options.pool,
            isOpen: (key: string) => incidents.isOpen(key),
            mayGoOnFor: (hash: number) => incidents.mayGoOnFor(hash),
          },
        }),
    onEvent,
    onChunk: (path, bytes, counts) => onChunk?.(path, bytes, counts, count.alerts),
  });
  correlating.end().forEach(raise);
  correlating.problems().forEach(options.onProblem);
  return {
    read,
    correlations: correlating.stats,
    incidents: incidents.finish(),
    incidentsOmitted: incidents.omitted,
    alerts: count.byRule,
    hidden: count.byFilter,
    unindexed: unindexedRules(wanted),
    alertCount: count.alerts,
    excludedCount: count.excluded,
  };
}

/** Whom a format can ask whether an event matters, so that it need not read those that don't. */
function interestOf(rules: Ruleset, incidents: Incidents): { readonly interest?: Interest } {
  const screen = screenOf(rules);
  return screen === undefined
    ? {}
    : { interest: { screen, besideAlert: (dvc, time) => incidents.besideAlert(dvc, time) } };
}

/** Ids of alerts that are remembered to tell the same event in two inputs. */
const REMEMBERED = 100_000;

class Counter {
  readonly byRule = new Map<string, number>();
  readonly byFilter = new Map<string, number>();
  alerts = 0;
  excluded = 0;
  readonly #seen = new Set<string>();

  /** Whether an alert was not met before: logs may overlap. */
  isNew(id: string): boolean {
    if (this.#seen.has(id)) return false;
    if (this.#seen.size >= REMEMBERED) this.#seen.clear();
    this.#seen.add(id);
    return true;
  }

  add(alert: Alert): void {
    if (alert.excludedBy === null) {
      this.alerts += 1;
      this.byRule.set(alert.rule.id, (this.byRule.get(alert.rule.id) ?? 0) + 1);
    } else this.hide(alert.excludedBy);
  }

  /** A match that a filter excludes. */
  hide(filter: string): void {
    this.excluded += 1;
    this.byFilter.set(filter, (this.byFilter.get(filter) ?? 0) + 1);
  }
}

/** All that a report says. `seconds` is the time that the run took. */
export function reportOf(
  found: Found,
  rules: Ruleset,
  hunted: Pick<Hunt, 'name' | 'title'>,
  problems: { readonly kept: readonly Diagnostic[]; readonly omitted: number },
  created: Date,
  seconds: number,
): Report {
  const { counts, inputs } = found.read;
  return {
    program: { name: 'shellhound', version: VERSION },
    created: created.toISOString(),
    hunt: { name: hunted.name, title: hunted.title },
    rules: allRules(rules).map((rule) => ({
      id: rule.id,
      title: rule.title,
      level: rule.level,
      path: rule.path,
      alerts: found.alerts.get(rule.id) ?? 0,
      ...(rules.silent.has(rule) ? { countedOnly: true as const } : {}),
    })),
    rulesHash: rules.hash,
    exclusions: rules.filters.map(({ id, title, path }) => ({ id, title, path, hidden: found.hidden.get(id) ?? 0 })),
    inputs: inputs.map(inputSummary),
    stats: {
      lines: counts.lines,
      records: counts.records,
      events: counts.events,
      others: counts.others,
      skipped: counts.skipped,
      lost: counts.lost,
      incomplete: counts.incomplete,
      unknownParents: counts.unknownParents,
      evicted: counts.evicted,
      alerts: found.alertCount,
      excluded: found.excludedCount,
      incidents: found.incidents.length + found.incidentsOmitted,
      rules: { loaded: allRules(rules).length, unsupported: rules.unsupported, unindexed: found.unindexed },
      ...(rules.correlations.length === 0 ? {} : { correlations: correlationStats(found.correlations) }),
      seconds: Math.round(seconds * 1000) / 1000,
    },
    incidents: found.incidents,
    problems: problems.kept.map(problemSummary),
    problemsOmitted: problems.omitted,
  };
}

function correlationStats({ counted, dropped, late, ignored }: CountStats): Report['stats']['correlations'] & object {
  return { matches: counted, dropped, late, unmeasured: ignored };
}

function inputSummary({ path, format, bytes, sha256, firstTime, lastTime }: InputRead): Report['inputs'][number] {
  return { path, format, bytes, sha256, firstEvent: timeOf(firstTime), lastEvent: timeOf(lastTime) };
}

function timeOf(millis: number | undefined): string | null {
  return millis === undefined ? null : new Date(millis).toISOString();
}

function problemSummary({ severity, code, message, help, at }: Diagnostic): Report['problems'][number] {
  const place =
    at === undefined ? null : [at.source, at.line, at.column].filter((part) => part !== undefined).join(':');
  return { severity, code, message, place, help };
}
