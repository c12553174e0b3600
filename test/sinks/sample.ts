import type { Alert, AlertCorrelation, Incident, Report, TreeNode } from '../../src/alerts/model.ts';
import type { AsimColumns } from '../../src/event/process-event.ts';

/** What an alert of the tests says; the rest is filled in. */
export interface AlertSketch {
  readonly id: string;
  readonly time: string;
  readonly host: string;
  readonly user?: string | null;
  readonly pid: string;
  readonly name: string;
  readonly argv?: readonly string[];
  readonly directory?: string;
  readonly lineage?: Alert['lineage'];
  readonly matched?: Alert['matched'];
  readonly correlation?: AlertCorrelation;
  readonly rule?: Alert['rule'];
  readonly excludedBy?: string;
  readonly incident?: string;
  readonly origin?: Alert['origin'];
  readonly additional?: AsimColumns['AdditionalFields'];
}

export const webshellRule: Alert['rule'] = {
  id: '818f7b24-0fba-4c49-a073-8b755573b9c7',
  title: 'Linux Webshell Indicators',
  level: 'high',
  tags: ['attack.persistence', 'attack.t1505.003'],
};

/** A whole alert of the reference rule from a sketch. */
export function alertOf(sketch: AlertSketch): Alert {
  const event = eventOf(sketch);
  return {
    id: sketch.id,
    time: sketch.time,
    rule: sketch.rule ?? webshellRule,
    host: sketch.host,
    user: sketch.user ?? null,
    process: {
      pid: sketch.pid,
      name: sketch.name,
      commandLine: event.TargetProcessCommandLine ?? null,
      currentDirectory: sketch.directory ?? null,
    },
    lineage: sketch.lineage ?? [],
    matched: sketch.matched ?? [],
    ...(sketch.correlation === undefined ? {} : { correlation: sketch.correlation }),
    excludedBy: sketch.excludedBy ?? null,
    incident: sketch.incident ?? 'incident-1',
    event,
    origin: sketch.origin ?? { source: '/var/log/audit/audit.log', offset: 4096, line: 17, serial: '1620' },
  };
}

/** A correlation whose every text is `text`. */
export function correlationOf(text: string): AlertCorrelation {
  const match = { id: text, time: text, rule: { id: text, title: text }, pid: text, name: text, commandLine: text };
  return {
    type: 'value_count',
    condition: text,
    timespan: text,
    groupBy: [
      { field: text, value: text },
      { field: 'Dvc', value: null },
    ],
    value: 3,
    from: text,
    to: text,
    members: [text],
    memberCount: 25,
    newest: [match, { ...match, commandLine: null }],
  };
}

function eventOf(sketch: AlertSketch): AsimColumns {
  const commandLine = sketch.argv?.join(' ');
  const parent = sketch.lineage?.[0];
  return {
    TimeGenerated: sketch.time,
    EventStartTime: sketch.time,
    EventEndTime: sketch.time,
    EventCount: 1,
    EventType: 'ProcessCreated',
    EventResult: 'Success',
    EventSchema: 'ProcessEvent',
    EventSchemaVersion: '0.1.4',
    EventProduct: 'auditd',
    EventVendor: 'Linux',
    EventOriginalType: 'SYSCALL',
    EventOriginalUid: `${(Date.parse(sketch.time) / 1000).toFixed(3)}:${sketch.origin?.serial ?? '1620'}`,
    Dvc: sketch.host,
    DvcHostname: sketch.host,
    DvcOs: 'Linux',
    ...(sketch.user ? { ActorUsername: sketch.user, TargetUsername: sketch.user, User: sketch.user } : {}),
    TargetProcessName: sketch.name,
    ...(commandLine === undefined ? {} : { TargetProcessCommandLine: commandLine, CommandLine: commandLine }),
    ...(sketch.directory === undefined ? {} : { TargetProcessCurrentDirectory: sketch.directory }),
    TargetProcessId: sketch.pid,
    ...(parent?.name === undefined ? {} : { ActingProcessName: parent.name }),
    ...(parent?.commandLine === undefined ? {} : { ActingProcessCommandLine: parent.commandLine }),
    ...(parent === undefined ? {} : { ActingProcessId: parent.pid }),
    Process: sketch.name,
    AdditionalFields: {
      ...(sketch.argv === undefined ? {} : { Argv: sketch.argv }),
      ...sketch.additional,
      ...(sketch.lineage === undefined ? {} : { Ancestors: sketch.lineage }),
    },
  };
}

/** A node of a tree; what is not said is unknown. */
export function nodeOf(pid: string, parts: Partial<TreeNode>): TreeNode {
  const unknown = { name: null, commandLine: null, time: null, user: null, inferred: false, reparented: false };
  return { pid, ...unknown, alerts: [], children: [], ...parts };
}

/** An incident that holds the alerts. */
export function incidentOf(id: string, alerts: readonly Alert[], parts: Partial<Incident> = {}): Incident {
  return {
    id,
    host: alerts[0]?.host ?? 'unknown',
    root: null,
    level: 'high',
    users: [...new Set(alerts.map((alert) => alert.user).filter((user) => user !== null))],
    firstTime: alerts[0]?.time ?? '2026-11-25T07:36:22.000Z',
    lastTime: alerts.at(-1)?.time ?? '2026-11-25T07:36:22.000Z',
    alerts,
    alertCount: alerts.length,
    tree: [],
    omitted: 0,
    ...parts,
  };
}

/** A report of a run that read one file and found nothing, but for `parts`. */
export function reportOf(parts: Partial<Report> = {}): Report {
  const alerts = parts.incidents?.reduce((sum, incident) => sum + incident.alertCount, 0) ?? 0;
  return {
    program: { name: 'shellhound', version: '0.1.0' },
    created: '2026-11-25T09:00:00.000Z',
    hunt: { name: 'linux-webshell', title: 'Web shells on Linux' },
    rules: [{ ...webshellRule, path: 'hunts/linux-webshell/rules/webshell-indicators.yml', alerts }],
    rulesHash: '9f2c1f0c6a1f5b0f0f6f6a4c6a4d8a53b9d1b7bb1f3d6f6a8d1a6f2f0e4b7c11',
    exclusions: [],
    inputs: [
      {
        path: '/var/log/audit/audit.log',
        format: 'auditd',
        bytes: 1_234_567,
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        firstEvent: '2026-11-25T06:00:00.004Z',
        lastEvent: '2026-11-25T08:59:59.871Z',
      },
    ],
    stats: statsOf({ alerts, incidents: parts.incidents?.length ?? 0 }),
    incidents: [],
    problems: [],
    problemsOmitted: 0,
    ...parts,
  };
}

export function statsOf(parts: Partial<Report['stats']> = {}): Report['stats'] {
  return {
    lines: 48_215,
    records: 48_213,
    events: 6120,
    others: 0,
    skipped: 0,
    lost: 0,
    incomplete: 0,
    unknownParents: 0,
    evicted: 0,
    alerts: 0,
    excluded: 0,
    incidents: 0,
    rules: { loaded: 1, unsupported: 0, unindexed: [] },
    seconds: 1.4,
    ...parts,
  };
}
