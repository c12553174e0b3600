import { imFileEvent, imNetworkSession } from './asim-others.ts';
import { asimProcessEventLogs, builtInProcessCreate, imProcessCreate } from './asim-process.ts';
import { event, securityEvent, syslog } from './azure-monitor.ts';
import {
  auditLogs,
  azureDiagnostics,
  commonSecurityLog,
  identityInfo,
  intuneDevices,
  signinLogs,
} from './azure-others.ts';
import {
  deviceEvents,
  deviceFileCertificateInfo,
  deviceFileEvents,
  deviceImageLoadEvents,
  deviceInfo,
  deviceLogonEvents,
  deviceNetworkEvents,
  deviceProcessEvents,
  deviceRegistryEvents,
  deviceTvmSoftwareInventory,
} from './defender.ts';
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
  deviceRegistryEvents,
  deviceImageLoadEvents,
  deviceLogonEvents,
  deviceEvents,
  deviceInfo,
  deviceFileCertificateInfo,
  deviceTvmSoftwareInventory,
  securityEvent,
  event,
  syslog,
  identityInfo,
  auditLogs,
  signinLogs,
  intuneDevices,
  azureDiagnostics,
  commonSecurityLog,
];
