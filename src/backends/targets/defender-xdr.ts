import type { Scalar } from '../../kql/ast.ts';
import { binary, call, column, text } from '../../kql/build.ts';
import { deviceFileEvents, deviceNetworkEvents, deviceProcessEvents } from '../../kql/schema/defender.ts';
import { onColumn, onPlace, place, type TargetField } from '../field.ts';
import type { Table, Target } from '../target.ts';

const hashes: Readonly<Record<string, TargetField>> = {
  MD5: onColumn('MD5'),
  SHA1: onColumn('SHA1'),
  SHA256: onColumn('SHA256'),
};

const processFields: Readonly<Record<string, TargetField>> = {
  ...hashes,
  Image: onColumn('FolderPath'),
  CommandLine: onColumn('ProcessCommandLine'),
  ProcessId: onColumn('ProcessId', 'long'),
  User: onColumn('AccountName'),
  ParentImage: { kind: 'parent', acting: place('InitiatingProcessFolderPath') },
  ParentCommandLine: { kind: 'parent', acting: place('InitiatingProcessCommandLine') },
  ParentProcessId: {
    kind: 'parent',
    acting: place('InitiatingProcessId', 'long'),
    parent: place('InitiatingProcessParentId', 'long'),
  },
  ParentUser: onColumn('InitiatingProcessAccountName'),
  OriginalFileName: onColumn('ProcessVersionInfoOriginalFileName'),
  Company: onColumn('ProcessVersionInfoCompanyName'),
  Description: onColumn('ProcessVersionInfoFileDescription'),
  Product: onColumn('ProcessVersionInfoProductName'),
  FileVersion: onColumn('ProcessVersionInfoProductVersion'),
  IntegrityLevel: onColumn('ProcessIntegrityLevel'),
  AncestorImage: { kind: 'ancestor', field: 'name' },
  AncestorCommandLine: { kind: 'ancestor', field: 'commandLine' },
};

const processTable: Table = {
  holds: { category: 'process_creation' },
  source: { kind: 'table', name: 'DeviceProcessEvents' },
  schema: deviceProcessEvents,
  guard: [],
  fields: processFields,
  keywords: [
    'FolderPath',
    'ProcessCommandLine',
    'AccountName',
    'InitiatingProcessFolderPath',
    'InitiatingProcessCommandLine',
    'InitiatingProcessParentFileName',
    'InitiatingProcessAccountName',
    'DeviceName',
  ].map((name) => place(name)),
  time: 'Timestamp',
  entities: {
    host: 'DeviceName',
    account: 'AccountName',
    processId: 'ProcessId',
    commandLine: 'ProcessCommandLine',
    file: 'FolderPath',
  },
  identity: ['DeviceName', 'Timestamp', 'ReportId'],
};

/** `DOMAIN\user`, as Windows writes it and rules ask for it. */
function account(prefix: string): Scalar {
  const [domain, name] = [column(`${prefix}AccountDomain`), column(`${prefix}AccountName`)];
  return call('iff', call('isempty', domain), name, call('strcat', domain, text('\\'), name));
}

const windowsTable: Table = {
  ...processTable,
  holds: { category: 'process_creation', product: 'windows' },
  fields: {
    ...processFields,
    User: onPlace(account('')),
    ParentUser: onPlace(account('InitiatingProcess')),
    LogonId: onColumn('LogonId', 'long'),
  },
};

const initiatingFields: Readonly<Record<string, TargetField>> = {
  Image: onColumn('InitiatingProcessFolderPath'),
  CommandLine: onColumn('InitiatingProcessCommandLine'),
  ProcessId: onColumn('InitiatingProcessId', 'long'),
  User: onColumn('InitiatingProcessAccountName'),
};

const fileTable: Table = {
  ...processTable,
  holds: { category: 'file_event' },
  source: { kind: 'table', name: 'DeviceFileEvents' },
  schema: deviceFileEvents,
  fields: { ...hashes, ...initiatingFields, TargetFilename: onColumn('FolderPath') },
  keywords: [place('FolderPath'), place('InitiatingProcessFolderPath'), place('InitiatingProcessCommandLine')],
  entities: {
    host: 'DeviceName',
    account: 'InitiatingProcessAccountName',
    processId: 'InitiatingProcessId',
    commandLine: 'InitiatingProcessCommandLine',
    file: 'FolderPath',
  },
};

/** The host of a URL, or the name alone where the table has only that. */
const remoteHost = call(
  'iff',
  binary(column('RemoteUrl'), 'contains', text('://')),
  call('tostring', { kind: 'member', of: call('parse_url', column('RemoteUrl')), name: 'Host' }),
  column('RemoteUrl'),
);

const networkTable: Table = {
  ...processTable,
  holds: { category: 'network_connection' },
  source: { kind: 'table', name: 'DeviceNetworkEvents' },
  schema: deviceNetworkEvents,
  fields: {
    ...initiatingFields,
    SourceIp: onColumn('LocalIP'),
    SourcePort: onColumn('LocalPort', 'int'),
    DestinationIp: onColumn('RemoteIP'),
    DestinationPort: onColumn('RemotePort', 'int'),
    DestinationHostname: onPlace(remoteHost),
    Protocol: onColumn('Protocol'),
    Initiated: onPlace(
      call('iff', binary(column('ActionType'), '=~', text('InboundConnectionAccepted')), text('false'), text('true')),
    ),
  },
  keywords: [place('RemoteIP'), place('RemoteUrl'), place('InitiatingProcessFolderPath')],
  entities: {
    host: 'DeviceName',
    account: 'InitiatingProcessAccountName',
    processId: 'InitiatingProcessId',
    commandLine: 'InitiatingProcessCommandLine',
    file: 'InitiatingProcessFolderPath',
  },
};

export const defenderXdr: Target = {
  name: 'defender-xdr',
  description: "the tables of Defender XDR's advanced hunting",
  tables: [windowsTable, processTable, fileTable, networkTable],
};
