import type { Alert, AlertCorrelation, Incident } from '../alerts/model.ts';
import type { Ancestor } from '../event/ancestor.ts';
import type { Origin } from '../event/origin.ts';
import type { Evidence } from './describe.ts';
import { jsonLine } from './json-line.ts';
import type { Sink } from './sink.ts';

/** One alert a line, or one incident a line; the keys are a contract (docs/output.md). */
export const json: Sink = {
  name: 'json',
  description: 'one alert a line, for programs; with --incidents one incident a line',
  extension: 'jsonl',
  namesInputs: false,
  open(write, options) {
    return {
      alert(alert) {
        if (!options.incidents) write(`${jsonLine(alertObject(alert))}\n`);
      },
      end(report) {
        if (options.incidents)
          for (const incident of report.incidents) write(`${jsonLine(incidentObject(incident))}\n`);
      },
    };
  },
};

// The objects are built key by key: the order of keys is part of the contract, whatever order the alert was made in.

function alertObject(alert: Alert): object {
  const { rule, process } = alert;
  return {
    id: alert.id,
    time: alert.time,
    rule: { id: rule.id, title: rule.title, level: rule.level, tags: rule.tags },
    host: alert.host,
    user: alert.user,
    process: {
      pid: process.pid,
      name: process.name,
      commandLine: process.commandLine,
      currentDirectory: process.currentDirectory,
    },
    lineage: alert.lineage.map(ancestorObject),
    matched: alert.matched.map(evidenceObject),
    ...(alert.correlation === undefined ? {} : { correlation: correlationObject(alert.correlation) }),
    excludedBy: alert.excludedBy,
    incident: alert.incident,
    event: alert.event,
    origin: originObject(alert.origin),
  };
}

function incidentObject(incident: Incident): object {
  return {
    id: incident.id,
    host: incident.host,
    root: incident.root === null ? null : ancestorObject(incident.root),
    level: incident.level,
    users: incident.users,
    firstTime: incident.firstTime,
    lastTime: incident.lastTime,
    alertCount: incident.alertCount,
    alerts: incident.alerts.map((alert) => alert.id),
    tree: incident.tree,
    omitted: incident.omitted,
  };
}

function ancestorObject({ pid, name, commandLine, inferred, reason, reparented }: Ancestor): object {
  return { pid, name, commandLine, inferred, reason, reparented };
}

function evidenceObject({ selection, field, operator, pattern, value, column }: Evidence): object {
  return { selection, field, operator, pattern, value, column };
}

function correlationObject(correlation: AlertCorrelation): object {
  const { type, condition, timespan, groupBy, value, from, to, members, memberCount, newest } = correlation;
  return {
    type,
    condition,
    timespan,
    groupBy: Object.fromEntries(groupBy.map((key) => [key.field, key.value])),
    value,
    from,
    to,
    members,
    memberCount,
    newest: newest.map((match) => ({
      id: match.id,
      time: match.time,
      rule: { id: match.rule.id, title: match.rule.title },
      pid: match.pid,
      name: match.name,
      commandLine: match.commandLine,
    })),
  };
}

function originObject({ source, offset, line, serial }: Origin): object {
  return { source, offset, line, serial };
}
