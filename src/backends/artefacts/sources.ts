import type { Subject } from './artefact.ts';

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

function originsOf({ table, tables = [table] }: Asking): readonly Origin[] {
  const names = [...new Set(tables.map(({ source }) => source.name))];
  return names.map((name) => {
    const origin = Object.hasOwn(ORIGINS, name) ? ORIGINS[name] : undefined;
    if (origin === undefined) throw new Error(`where the rows of ${name} come from is not written down`);
    return origin;
  });
}

type Asking = Pick<Subject, 'table' | 'tables'>;

/** The connectors that a rule asks for, each with its tables; none over ASIM, whose parsers read whatever is there. */
export function connectorsOf(asking: Asking): readonly Connector[] {
  const found = new Map<string, Set<string>>();
  for (const { connector } of originsOf(asking)) {
    if (connector === undefined) continue;
    const types = found.get(connector.connectorId) ?? new Set();
    found.set(connector.connectorId, types);
    for (const type of connector.dataTypes) types.add(type);
  }
  return [...found].map(([connectorId, types]) => ({ connectorId, dataTypes: [...types] }));
}

/** Tags that name the ASIM schemas. */
export function schemaTags(asking: Asking): readonly { readonly Schema: string }[] {
  const schemas = originsOf(asking).flatMap(({ schema }) => schema ?? []);
  return [...new Set(schemas)].map((schema) => ({ Schema: schema }));
}
