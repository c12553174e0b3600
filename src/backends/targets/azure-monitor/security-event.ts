import type { Scalar } from '../../../kql/ast.ts';
import { binary, call, column, long } from '../../../kql/build.ts';
import { securityEvent } from '../../../kql/schema/azure-monitor.ts';
import { onColumn, onPlace, place } from '../../field.ts';
import type { Table } from '../../target.ts';
import { iff, isOneOf } from './steps.ts';

/** Ids of processes are hexadecimal in this table: `0x1a4`. */
function decimal(name: string): Scalar {
  return call('tostring', call('tolong', column(name)));
}

/** A user is told beside the creator only if the new process runs as another one. */
const account = iff(isOneOf(column('TargetUserName'), ['', '-']), column('SubjectAccount'), column('TargetAccount'));

/** Event 4688: a process was created. */
export const securityEvents: Table = {
  holds: { category: 'process_creation', product: 'windows' },
  source: { kind: 'table', name: 'SecurityEvent' },
  schema: securityEvent,
  guard: [{ kind: 'where', predicate: binary(column('EventID'), '==', long(4688)) }],
  fields: {
    Image: onColumn('NewProcessName'),
    CommandLine: onColumn('CommandLine'),
    ProcessId: onPlace(decimal('NewProcessId'), 'id'),
    ParentImage: { kind: 'parent', acting: place('ParentProcessName') },
    ParentProcessId: { kind: 'parent', acting: { of: decimal('ProcessId'), type: 'id' } },
    User: onPlace(account),
    ParentUser: onColumn('SubjectAccount'),
    LogonId: onColumn('SubjectLogonId'),
  },
  keywords: ['NewProcessName', 'CommandLine', 'ParentProcessName', 'SubjectAccount', 'Computer'].map((name) =>
    place(name),
  ),
  time: 'TimeGenerated',
  entities: {
    host: 'Computer',
    account: 'SubjectAccount',
    processId: 'NewProcessId',
    commandLine: 'CommandLine',
    file: 'NewProcessName',
  },
  identity: ['Computer', 'TimeGenerated', 'EventOriginId'],
};
