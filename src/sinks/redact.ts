import type { Alert, AlertCorrelation, Incident, Report, TreeNode } from '../alerts/model.ts';
import type { Ancestor } from '../event/ancestor.ts';
import type { AuditRecord } from '../event/audit-record.ts';
import type { AdditionalFields, AsimColumns } from '../event/process-event.ts';
import { argumentSecrets, redactArguments } from './redact/arguments.ts';
import { REDACTED } from './redact/patterns.ts';
import { redactText } from './redact/text.ts';

export { REDACTED } from './redact/patterns.ts';
export { redactText } from './redact/text.ts';

/** The alert with the secrets in its command lines masked (`--redact`). Its id, which comes from the log, stays. */
export function redactAlert(alert: Alert): Alert {
  return maskAlert(alert, masking([alert]));
}

/** The report with the secrets in its command lines masked. */
export function redactReport(report: Report): Report {
  return {
    ...report,
    incidents: report.incidents.map(redactIncident),
    problems: report.problems.map((problem) => ({ ...problem, message: redactText(problem.message) })),
  };
}

type Mask = (text: string) => string;

/** Shorter secrets are masked where their form gives them away; to replace them everywhere would deface the text. */
const SHORTEST_KNOWN = 4;

/** A mask that also knows the secrets which the arguments of these alerts give away exactly. */
function masking(alerts: readonly Alert[]): Mask {
  const secrets = alerts
    .flatMap((alert) => argumentSecrets(alert.event.AdditionalFields.Argv ?? []))
    .filter((secret) => secret.length >= SHORTEST_KNOWN && !REDACTED.includes(secret))
    .sort((one, other) => other.length - one.length);
  const known = [...new Set(secrets)];
  return (text) => redactText(known.reduce((masked, secret) => masked.replaceAll(secret, REDACTED), text));
}

function redactIncident(incident: Incident): Incident {
  const mask = masking(incident.alerts);
  return {
    ...incident,
    root: incident.root === null ? null : maskAncestor(incident.root, mask),
    alerts: incident.alerts.map((alert) => maskAlert(alert, mask)),
    tree: incident.tree.map((node) => maskNode(node, mask)),
  };
}

function maskNode(node: TreeNode, mask: Mask): TreeNode {
  return {
    ...node,
    commandLine: node.commandLine === null ? null : mask(node.commandLine),
    children: node.children.map((child) => maskNode(child, mask)),
  };
}

function maskAncestor(ancestor: Ancestor, mask: Mask): Ancestor {
  return ancestor.commandLine === undefined ? ancestor : { ...ancestor, commandLine: mask(ancestor.commandLine) };
}

function maskAlert(alert: Alert, mask: Mask): Alert {
  const { process } = alert;
  return {
    ...alert,
    process: { ...process, commandLine: process.commandLine === null ? null : mask(process.commandLine) },
    lineage: alert.lineage.map((ancestor) => maskAncestor(ancestor, mask)),
    matched: alert.matched.map((evidence) => ({
      ...evidence,
      value: evidence.value === null ? null : mask(evidence.value),
    })),
    ...(alert.correlation === undefined ? {} : { correlation: maskCorrelation(alert.correlation, mask) }),
    event: maskEvent(alert.event, mask),
  };
}

function maskCorrelation(correlation: AlertCorrelation, mask: Mask): AlertCorrelation {
  return {
    ...correlation,
    groupBy: correlation.groupBy.map(({ field, value }) => ({ field, value: value === null ? null : mask(value) })),
    newest: correlation.newest.map((match) => ({
      ...match,
      commandLine: match.commandLine === null ? null : mask(match.commandLine),
    })),
  };
}

const COMMAND_LINES = [
  'TargetProcessCommandLine',
  'ActingProcessCommandLine',
  'ParentProcessCommandLine',
  'CommandLine',
] as const satisfies readonly (keyof AsimColumns)[];

function maskEvent(event: AsimColumns, mask: Mask): AsimColumns {
  const masked: Partial<Record<(typeof COMMAND_LINES)[number], string>> = {};
  for (const column of COMMAND_LINES) {
    const text = event[column];
    if (text !== undefined) masked[column] = mask(text);
  }
  return { ...event, ...masked, AdditionalFields: maskAdditional(event.AdditionalFields, mask) };
}

/** The exact bytes of the arguments are left out where an argument was masked: they would give it away. */
function maskAdditional(fields: AdditionalFields, mask: Mask): AdditionalFields {
  const { Argv, ArgvHex, Ancestors, AuditRecords, ...rest } = fields;
  const argv = Argv && redactArguments(Argv.map(mask));
  const same = argv?.every((argument, at) => argument === Argv?.[at]) ?? false;
  return {
    ...(argv === undefined ? {} : { Argv: argv }),
    ...(ArgvHex !== undefined && same ? { ArgvHex } : {}),
    ...rest,
    ...(AuditRecords === undefined ? {} : { AuditRecords: AuditRecords.map((record) => maskRecord(record, mask)) }),
    ...(Ancestors === undefined ? {} : { Ancestors: Ancestors.map((ancestor) => maskAncestor(ancestor, mask)) }),
  };
}

/** The arguments among the fields are masked as arguments are, the other texts by what gives them away. */
function maskRecord(record: AuditRecord, mask: Mask): AuditRecord {
  const names = Object.keys(record);
  const values = names.map((name) => record[name] ?? '');
  const texts = values.map((value) => (typeof value === 'string' ? mask(value) : value.map(mask)));
  const masked = record['type'] === 'EXECVE' ? redactArguments(texts.map(String)) : texts;
  return Object.fromEntries(names.map((name, at) => [name, masked[at] ?? '']));
}
