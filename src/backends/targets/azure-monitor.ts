import type { Target } from '../target.ts';
import { securityEvents } from './azure-monitor/security-event.ts';
import { type SyslogSource, syslogTable } from './azure-monitor/syslog.ts';

/** The target with what writes Linux process events into Syslog: one of the two, or both. */
export function azureMonitorOf(source: SyslogSource): Target {
  return {
    name: 'azure-monitor',
    description: 'the raw tables of a Log Analytics workspace: SecurityEvent, and Syslog for Linux',
    tables: [securityEvents, syslogTable(source)],
  };
}

export const azureMonitor: Target = azureMonitorOf('all');
