import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alert, Report } from '../../src/alerts/model.ts';
import type { Sink, SinkOptions } from '../../src/sinks/sink.ts';

/** What a sink is given. */
export interface SinkCase {
  /** In the order found. */
  readonly alerts: readonly Alert[];
  readonly report: Report;
}

/** Reads `report.json` of a golden case. Its incidents name their alerts by id, so that each is written once. */
export function loadCase(folder: string): SinkCase {
  const { alerts, report } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const byId = new Map((alerts as readonly Alert[]).map((alert) => [alert.id, alert]));
  const incidents = report.incidents.map((incident: { alerts: readonly string[] }) => ({
    ...incident,
    alerts: incident.alerts.map((id) => byId.get(id)),
  }));
  return { alerts, report: { ...report, incidents } };
}

/** All that a sink writes. */
export function run(sink: Sink, { alerts, report }: SinkCase, options: Partial<SinkOptions> = {}): string {
  let output = '';
  const write = (text: string) => {
    output += text;
  };
  const open = sink.open(write, { color: false, incidents: false, ...options });
  for (const alert of alerts) open.alert(alert);
  open.end(report);
  return output;
}
