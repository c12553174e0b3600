import type { Let, Scalar } from '../../../../kql/ast.ts';
import { allOf, anyOf, binary, call, column, long, negated } from '../../../../kql/build.ts';
import { extend, first, iff, matches, project, replaceAll, SESSION, same, where } from '../steps.ts';
import { commandLineOf } from './arguments.ts';
import { EVENTS } from './records.ts';
import { CLONE, EXECUTION, FORK, THREAD } from './syscalls.ts';
import { field, textIn, translation } from './values.ts';

export const CALLS = 'AuditCalls';

export const SYSCALL = column('Syscall');
export const CALL = column('Call');
const UID = column('EventOriginalUid');
const MILLIS = column('Millis');

/**
 * One row for each execution, and for each other call if `all` are needed: who made it, and what was started.
 * @param more columns beside those that rules ask for
 */
export function auditCalls(all: boolean, more: Readonly<Record<string, Scalar>> = {}): Let {
  return {
    kind: 'query',
    name: CALLS,
    materialized: all,
    query: {
      comments: [],
      lets: [],
      source: { kind: 'table', name: EVENTS },
      operators: [
        extend({
          // Of a call that failed only its maker is told.
          Call: first(' arch=([^ ]+ syscall=[^ ]+)(?: per=[^ ]+)? success=yes ', SYSCALL),
          Exe: field('exe', SYSCALL),
          Cwd: field('cwd', column('Cwd')),
          Millis: call('tolong', replaceAll(UID, '\\.|:.*$', '')),
        }),
        extend({ IsExecution: matches(CALL, EXECUTION), Exe: textIn('Exe'), Cwd: textIn('Cwd') }),
        ...(all ? [] : [where(column('IsExecution'))]),
        project({ ...COLUMNS, ...(all ? OF_ALL : {}), ...more }),
      ],
    },
  };
}

const COLUMNS: Readonly<Record<string, Scalar>> = {
  ...same('TimeGenerated', 'Dvc', 'EventOriginalUid', 'IsExecution', 'Exe', 'Cwd'),
  EventStartTime: call('unixtime_milliseconds_todatetime', MILLIS),
  CommandLine: commandLineOf(column('Arguments')),
  Pid: field('pid', SYSCALL),
  // Nobody has the pid 0.
  Ppid: first(' ppid=([1-9][0-9]*) ', SYSCALL),
  UserId: field('uid', SYSCALL),
  EffectiveUserId: field('euid', SYSCALL),
  Session: first(` ses=(${SESSION}) `, SYSCALL),
  Username: translation('UID', SYSCALL),
  EffectiveUsername: translation('EUID', SYSCALL),
};

const IS_FORK = anyOf([matches(CALL, FORK), allOf([matches(CALL, CLONE), negated(matches(SYSCALL, THREAD))])]);

const OF_ALL: Readonly<Record<string, Scalar>> = {
  /** What the call returned, where it has made a process. */
  Child: iff(IS_FORK, field('exit', SYSCALL), { kind: 'string', value: '' }),
  /** Grows from event to event: by time, then by the last digits of the serial. */
  Order: binary(binary(MILLIS, '*', long(1_000_000)), '+', call('tolong', first('([0-9]{1,6})$', UID))),
};
