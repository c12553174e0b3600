import type { Table } from '../target.ts';

/** What must bring the rows of a table. */
export type Connector = { readonly connectorId: string; readonly dataTypes: readonly string[] };

const SYSLOG: Origin = { connector: { connectorId: 'Syslog', dataTypes: ['Syslog'] } };

function defender(table: string): Origin {
  return { connector: { connectorId: 'MicrosoftThreatProtection', dataTypes: [table] } };
}

interface Origin {
  /** The connector and its table; none where any may be it. */
  readonly connector?: Connector;
  /** The ASIM schema. */
  readonly schema?: string;
}

/** Tables, functions, and queries under a name over `Syslog`. */
const ORIGINS: Readonly<Record<string, Origin>> = {
  imProcessCreate: { schema: 'ASIMProcessEvent' },
  _Im_ProcessCreate: { schema: 'ASIMProcessEvent' },
  imFileEvent: { schema: 'ASIMFileEvent' },
  _Im_FileEvent: { schema: 'ASIMFileEvent' },
  imNetworkSession: { schema: 'ASIMNetworkSession' },
  _Im_NetworkSession: { schema: 'ASIMNetworkSession' },
  DeviceProcessEvents: defender('DeviceProcessEvents'),
  DeviceFileEvents: defender('DeviceFileEvents'),
  DeviceNetworkEvents: defender('DeviceNetworkEvents'),
  SecurityEvent: { connector: { connectorId: 'SecurityEvents', dataTypes: ['SecurityEvent'] } },
  SysmonEvents: SYSLOG,
  AuditdEvents: SYSLOG,
  ProcessEvents: SYSLOG,
};

function originOf({ source }: Table): Origin {
  const origin = Object.hasOwn(ORIGINS, source.name) ? ORIGINS[source.name] : undefined;
  if (origin === undefined) throw new Error(`where the rows of ${source.name} come from is not written down`);
  return origin;
}

/** The connectors that a rule asks for; none over ASIM, whose parsers read whatever is there. */
export function connectorsOf(table: Table): readonly Connector[] {
  const { connector } = originOf(table);
  return connector === undefined ? [] : [connector];
}

/** Tags that name the ASIM schema. */
export function schemaTags(table: Table): readonly { readonly Schema: string }[] {
  const { schema } = originOf(table);
  return schema === undefined ? [] : [{ Schema: schema }];
}
