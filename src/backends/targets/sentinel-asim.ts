import { type ColumnName, type FieldTarget, KEYWORD_COLUMNS, taxonomy } from '../../event/taxonomy.ts';
import type { Scalar } from '../../kql/ast.ts';
import { binary, call, column, long, text } from '../../kql/build.ts';
import { imFileEvent, imNetworkSession } from '../../kql/schema/asim-others.ts';
import { imProcessCreate } from '../../kql/schema/asim-process.ts';
import { onColumn, onPlace, type Place, type PlaceType, place, type TargetField } from '../field.ts';
import type { Table, Target } from '../target.ts';

/** Columns that hold a decimal number as text, as the schema demands. */
const IDS: ReadonlySet<string> = new Set(['TargetProcessId', 'ActingProcessId', 'ParentProcessId']);

function asimPlace(name: ColumnName): Place {
  return place(name, IDS.has(name) ? 'id' : (imProcessCreate.columns[name] ?? 'string'));
}

function asimField(field: FieldTarget): TargetField {
  switch (field.kind) {
    case 'column':
      return { kind: 'column', column: asimPlace(field.column) };
    case 'parent': {
      const { acting, parent, ...rest } = field;
      return { ...rest, acting: asimPlace(acting), ...(parent === undefined ? {} : { parent: asimPlace(parent) }) };
    }
    case 'ancestor':
    case 'record':
      return field;
  }
}

const hashes = Object.fromEntries(
  ['MD5', 'SHA1', 'SHA256', 'SHA512', 'IMPHASH'].map((kind) => [kind, onColumn(`TargetProcess${kind}`)]),
);

/** Fields about the file of the image → what follows `TargetProcess` in ASIM. */
const VERSION_FIELDS: Readonly<Record<string, string>> = {
  OriginalFileName: 'FileOriginalName',
  Company: 'FileCompany',
  Description: 'FileDescription',
  Product: 'FileProduct',
  FileVersion: 'FileVersion',
  IntegrityLevel: 'IntegrityLevel',
};

/** Sysmon for Linux gives the user id as LogonId, and its official parser puts that where sessions are. */
const isSysmon = binary(column('EventProduct'), '==', text('Sysmon for Linux'));

/** What every operating system's processes have: the fields of our own events, as the matcher finds them. */
const processFields: Readonly<Record<string, TargetField>> = {
  ...Object.fromEntries(Object.entries(taxonomy).map(([name, field]) => [name, asimField(field)])),
  ...hashes,
  ...Object.fromEntries(
    Object.entries(VERSION_FIELDS).map(([name, suffix]) => [name, onColumn(`TargetProcess${suffix}`)]),
  ),
  LogonId: onPlace(
    call('coalesce', column('TargetUserId'), call('iff', isSysmon, column('TargetUserSessionId'), text(''))),
  ),
  ProcessGuid: onColumn('TargetProcessGuid'),
  ParentProcessGuid: { kind: 'parent', acting: place('ActingProcessGuid'), parent: place('ParentProcessGuid') },
};

const argumentList: Scalar = { kind: 'member', of: column('AdditionalFields'), name: 'Argv' };
const hasArguments = binary(call('array_length', argumentList), '>', long(0));

/** Where the matcher looks for keywords: the columns of text, and the arguments with blanks between. */
const keywords: readonly Place[] = [
  ...KEYWORD_COLUMNS.map(asimPlace),
  { of: call('iff', hasArguments, call('strcat_array', argumentList, text(' ')), text('')), type: 'string' },
];

const processTable: Table = {
  holds: { category: 'process_creation' },
  source: { kind: 'table', name: 'imProcessCreate' },
  schema: imProcessCreate,
  guard: [],
  fields: processFields,
  keywords,
  time: 'TimeGenerated',
  ancestors: { kind: 'member', of: column('AdditionalFields'), name: 'Ancestors' },
  entities: {
    host: 'DvcHostname',
    account: 'TargetUsername',
    processId: 'TargetProcessId',
    commandLine: 'TargetProcessCommandLine',
    file: 'TargetProcessName',
  },
  identity: ['Dvc', 'EventOriginalUid', 'TargetProcessId'],
};

const windowsTable: Table = {
  ...processTable,
  holds: { category: 'process_creation', product: 'windows' },
  fields: {
    ...processFields,
    LogonId: onColumn('TargetUserSessionId'),
    LogonGuid: onColumn('TargetUserSessionGuid'),
  },
};

const fileTable: Table = {
  holds: { category: 'file_event' },
  source: { kind: 'table', name: 'imFileEvent' },
  schema: imFileEvent,
  guard: [],
  fields: {
    TargetFilename: onColumn('TargetFilePath'),
    Image: onColumn('ActingProcessName'),
    CommandLine: onColumn('ActingProcessCommandLine'),
    ProcessId: onColumn('ActingProcessId', 'id'),
    ProcessGuid: onColumn('ActingProcessGuid'),
    User: onColumn('ActorUsername'),
  },
  keywords: [
    place('TargetFilePath'),
    place('ActingProcessName'),
    place('ActingProcessCommandLine'),
    place('ActorUsername'),
  ],
  time: 'TimeGenerated',
  entities: {
    host: 'DvcHostname',
    account: 'ActorUsername',
    processId: 'ActingProcessId',
    commandLine: 'ActingProcessCommandLine',
    file: 'TargetFilePath',
  },
  identity: ['Dvc', 'EventOriginalUid'],
};

/** Which end is the one that the host reports is not told: either may satisfy, and the source decides under `not`. */
function either(source: string, destination: string, type: PlaceType = 'string'): TargetField {
  return { kind: 'parent', acting: place(source, type), parent: place(destination, type) };
}

const networkTable: Table = {
  holds: { category: 'network_connection' },
  source: { kind: 'table', name: 'imNetworkSession' },
  schema: imNetworkSession,
  guard: [],
  fields: {
    Image: either('SrcProcessName', 'DstProcessName'),
    ProcessId: either('SrcProcessId', 'DstProcessId', 'id'),
    User: either('SrcUsername', 'DstUsername'),
    SourceIp: onColumn('SrcIpAddr'),
    SourcePort: onColumn('SrcPortNumber', 'int'),
    SourceHostname: onColumn('SrcHostname'),
    DestinationIp: onColumn('DstIpAddr'),
    DestinationPort: onColumn('DstPortNumber', 'int'),
    DestinationHostname: onColumn('DstHostname'),
    Protocol: onColumn('NetworkProtocol'),
    Initiated: onPlace(
      call('iff', binary(column('NetworkDirection'), '=~', text('Outbound')), text('true'), text('false')),
    ),
  },
  keywords: [place('SrcProcessName'), place('DstProcessName'), place('DstIpAddr'), place('DstHostname')],
  time: 'TimeGenerated',
  entities: { host: 'DvcHostname', account: 'SrcUsername', file: 'SrcProcessName' },
  identity: ['Dvc', 'EventOriginalUid'],
};

export const sentinelAsim: Target = {
  name: 'sentinel-asim',
  description: 'the ASIM functions of Microsoft Sentinel, over every source that has a parser',
  tables: [windowsTable, processTable, fileTable, networkTable],
};
