import type { Scalar } from '../../kql/ast.ts';
import { call, column, long, text } from '../../kql/build.ts';
import { CALL, SYSCALL } from '../targets/azure-monitor/auditd/calls.ts';
import { ARCHITECTURES, EXECVEAT } from '../targets/azure-monitor/auditd/syscalls.ts';
import { field, translation } from '../targets/azure-monitor/auditd/values.ts';
import { first, iff, matches, replaceAll, same } from '../targets/azure-monitor/steps.ts';
import { ancestors } from './relatives.ts';

/** What each call tells beside what rules ask for; `Comm` and `AuditKey` as the kernel writes them. */
export const OF_CALL: Readonly<Record<string, Scalar>> = {
  ...same('DvcIpAddr', '_ResourceId'),
  EventOriginalType: iff(matches(CALL, EXECVEAT), text('execveat'), text('execve')),
  Architecture: call(
    'case',
    ...ARCHITECTURES.flatMap(([start, name]) => [matches(CALL, `^${start}`), text(name)]),
    text(''),
  ),
  Comm: field('comm', SYSCALL),
  AuditKey: field('key', SYSCALL),
  Tty: given('tty'),
  Subject: given('subj'),
  LoginUserId: replaceAll(field('auid', SYSCALL), '^(?:4294967295|-1)$', ''),
  LoginUsername: translation('AUID', SYSCALL),
};

function given(name: string): Scalar {
  return replaceAll(field(name, SYSCALL), '^(?:[(]none[)]|[(]null[)]|[?])$', '');
}

const VERSION = '0.1.4';
const LAST_PART = '([^/]*)$';

/** All columns of ASIM that audit records fill, in the order of the schema. */
export const ASIM: Readonly<Record<string, Scalar>> = {
  ...same('TimeGenerated'),
  Type: text('Syslog'),
  ...same('_ResourceId'),
  EventCount: call('toint', long(1)),
  ...same('EventStartTime'),
  EventEndTime: column('EventStartTime'),
  EventType: text('ProcessCreated'),
  EventResult: text('Success'),
  EventSchema: text('ProcessEvent'),
  EventSchemaVersion: text(VERSION),
  ...same('EventProduct', 'EventVendor', 'EventOriginalType', 'EventOriginalUid', 'Dvc'),
  DvcHostname: column('Dvc'),
  ...same('DvcIpAddr'),
  DvcOs: text('Linux'),
  ...user('Actor'),
  ActorSessionId: column('TargetUserSessionId'),
  ...user('Target'),
  ...same('TargetUserSessionId'),
  ...process('Target'),
  ...same('TargetProcessCurrentDirectory'),
  TargetProcessCreationTime: column('EventStartTime'),
  ...process('Acting'),
  ...same('ActingProcessCreationTime', 'ParentProcessName', 'ParentProcessCommandLine', 'ParentProcessId'),
  ...same('ParentProcessCreationTime'),
  User: column('TargetUsername'),
  Process: column('TargetProcessName'),
  CommandLine: column('TargetProcessCommandLine'),
  AdditionalFields: additional(),
};

function user(who: 'Actor' | 'Target'): Readonly<Record<string, Scalar>> {
  return {
    ...same(`${who}UserId`),
    [`${who}UserIdType`]: unlessEmpty(`${who}UserId`, 'UID'),
    ...same(`${who}Username`),
    [`${who}UsernameType`]: unlessEmpty(`${who}Username`, 'Simple'),
  };
}

function unlessEmpty(name: string, value: string): Scalar {
  return iff(call('isempty', column(name)), text(''), text(value));
}

function process(which: 'Target' | 'Acting'): Readonly<Record<string, Scalar>> {
  return {
    ...same(`${which}ProcessName`),
    [`${which}ProcessFilename`]: first(LAST_PART, column(`${which}ProcessName`)),
    ...same(`${which}ProcessCommandLine`, `${which}ProcessId`),
  };
}

/** What ASIM has no column for; what is empty is left out. */
function additional(): Scalar {
  const optional = ['Comm', 'Tty', 'AuditKey', 'Subject', 'LoginUserId', 'LoginUsername', 'Architecture'];
  const pairs = optional.flatMap((name) => [text(name), column(name)]);
  const bag = call('bag_pack', ...pairs, text('Syscall'), column('EventOriginalType'), text('Ancestors'), ancestors);
  const empty = optional.map((name) => iff(call('isempty', column(name)), text(name), text('')));
  return call('bag_remove_keys', bag, call('pack_array', ...empty));
}
