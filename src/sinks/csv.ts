import type { Alert } from '../alerts/model.ts';
import { csvRow } from './csv-row.ts';
import { correlationText, evidenceText, groupText, lineageText } from './describe.ts';
import type { Sink } from './sink.ts';

/** One alert a row (RFC 4180) for spreadsheets. No cell can become a formula and no cell breaks its line. */
export const csv: Sink = {
  name: 'csv',
  description: 'one alert a row, for spreadsheets',
  extension: 'csv',
  namesInputs: false,
  open(write) {
    write(csvRow(Object.keys(columns)));
    return {
      alert(alert) {
        write(csvRow(Object.values(columns).map((value) => value(alert))));
      },
      end() {},
    };
  },
};

/** The columns in their order; docs/output.md describes them. */
const columns: Readonly<Record<string, (alert: Alert) => string | number | null | undefined>> = {
  time: (alert) => alert.time,
  level: (alert) => alert.rule.level,
  rule: (alert) => alert.rule.title,
  rule_id: (alert) => alert.rule.id,
  tags: (alert) => alert.rule.tags.join(' '),
  host: (alert) => alert.host,
  user: (alert) => alert.user,
  pid: (alert) => alert.process.pid,
  process: (alert) => alert.process.name,
  command_line: (alert) => alert.process.commandLine,
  current_directory: (alert) => alert.process.currentDirectory,
  parent_pid: (alert) => alert.event.ActingProcessId,
  parent: (alert) => alert.event.ActingProcessName,
  parent_command_line: (alert) => alert.event.ActingProcessCommandLine,
  lineage: (alert) => alert.lineage.map(lineageText).join(' <- '),
  matched: (alert) => alert.matched.map(evidenceText).join(' ; '),
  excluded_by: (alert) => alert.excludedBy,
  incident: (alert) => alert.incident,
  id: (alert) => alert.id,
  source: (alert) => alert.origin.source,
  line: (alert) => alert.origin.line,
  offset: (alert) => alert.origin.offset,
  serial: (alert) => alert.origin.serial,
  correlation: ({ correlation }) => correlation && correlationText(correlation),
  group: ({ correlation }) => correlation && groupText(correlation),
  matches: ({ correlation }) => correlation?.memberCount,
};
