import type { Named, Query, Scalar } from '../../kql/ast.ts';
import { call, column, long, text } from '../../kql/build.ts';
import { columnsGiven } from '../../kql/columns.ts';
import type { Table } from '../target.ts';
import { columnOfField } from './field-column.ts';

/** What an alert is about, in Sentinel's form. */
export type EntityMapping = {
  readonly entityType: 'Host' | 'Account' | 'Process' | 'File' | 'IP';
  readonly fieldMappings: readonly FieldMapping[];
};

export type FieldMapping = { readonly identifier: string; readonly columnName: string };

export interface EntityMappings {
  readonly mappings: readonly EntityMapping[];
  /** Columns that the mappings need and the query must add. */
  readonly extend: readonly Named[];
}

const FILE_NAME = 'FileEntityName';
const FILE_DIRECTORY = 'FileEntityDirectory';

/** Maps those columns that name something and that the query gives. */
export function entitiesOf({ schema, entities, fields }: Table, query: Query): EntityMappings {
  const given = columnsGiven(query, Object.keys(schema.columns));
  const of = (name: string | undefined): string | undefined =>
    name !== undefined && given.has(name) ? name : undefined;
  const [host, account, file] = [of(entities.host), of(entities.account), of(entities.file)];
  const mappings = [
    mapping('Host', host === undefined ? [] : [[hostIdentifier(host), host]]),
    mapping('Account', account === undefined ? [] : accountFields(account, given)),
    mapping('Process', [
      ['ProcessId', of(entities.processId)],
      ['CommandLine', of(entities.commandLine)],
    ]),
    mapping('File', [
      ['Name', file && FILE_NAME],
      ['Directory', file && FILE_DIRECTORY],
    ]),
    mapping('IP', [['Address', of(columnOfField(fields, 'DestinationIp'))]]),
  ].filter(({ fieldMappings }) => fieldMappings.length > 0);
  return { mappings, extend: file === undefined ? [] : partsOf(file) };
}

function mapping(
  entityType: EntityMapping['entityType'],
  fields: readonly (readonly [string, string | undefined])[],
): EntityMapping {
  const fieldMappings = fields.flatMap(([identifier, columnName]) =>
    columnName === undefined ? [] : [{ identifier, columnName }],
  );
  return { entityType, fieldMappings };
}

/** Columns that hold a host's name without its domain; others may hold both. */
const SHORT_HOSTS: ReadonlySet<string> = new Set(['DvcHostname', 'HostName']);

function hostIdentifier(host: string): 'HostName' | 'FullName' {
  return SHORT_HOSTS.has(host) ? 'HostName' : 'FullName';
}

/** A name with its domain in another column, as Defender has them; or in one, as ASIM and Windows do. */
function accountFields(account: string, given: ReadonlySet<string>): (readonly [string, string])[] {
  const domain = account.replace(/AccountName$/, 'AccountDomain');
  if (domain === account || !given.has(domain)) return [['FullName', account]];
  return [
    ['Name', account],
    ['NTDomain', domain],
  ];
}

/** A path's last part, and what stands before it. */
function partsOf(path: string): Named[] {
  return [
    { name: FILE_NAME, of: extracted(String.raw`[^/\\]+$`, 0, path) },
    { name: FILE_DIRECTORY, of: extracted(String.raw`^(.*)[/\\]`, 1, path) },
  ];
}

function extracted(pattern: string, group: number, path: string): Scalar {
  return call('extract', text(pattern), long(group), column(path));
}
