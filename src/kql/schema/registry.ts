import { imFileEvent, imNetworkSession } from './asim-others.ts';
import { asimProcessEventLogs, builtInProcessCreate, imProcessCreate } from './asim-process.ts';
import { securityEvent, syslog } from './azure-monitor.ts';
import { deviceFileEvents, deviceNetworkEvents, deviceProcessEvents } from './defender.ts';
import type { TableSchema } from './table.ts';

/** All tables and functions that queries may name. */
export const schemas: readonly TableSchema[] = [
  imProcessCreate,
  builtInProcessCreate,
  asimProcessEventLogs,
  imFileEvent,
  imNetworkSession,
  deviceProcessEvents,
  deviceFileEvents,
  deviceNetworkEvents,
  securityEvent,
  syslog,
];
