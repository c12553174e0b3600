import type { Let, Operator, Query, Scalar } from '../../kql/ast.ts';
import { allOf, binary, call, column, long, negated, text } from '../../kql/build.ts';
import { CALLS, SYSCALL } from '../targets/azure-monitor/auditd/calls.ts';
import { auditSeen } from '../targets/azure-monitor/auditd/parents.ts';
import { EXECUTION } from '../targets/azure-monitor/auditd/syscalls.ts';
import { extend, first, iff, matches, project, same, where } from '../targets/azure-monitor/steps.ts';

/** A call that did not execute a program: its maker still runs what it ran. */
export const FAILED = 'IsFailed';
export const isFailed: Scalar = matches(
  first(' arch=([^ ]+ syscall=[^ ]+)(?: per=[^ ]+)? success=no ', SYSCALL),
  EXECUTION,
);

/** What is concluded from children counts only where nothing else is seen of a pid: its order is lower by this. */
const LOWER = 4_000_000_000_000_000_000n;

/** A new process may show its parent so much after another one: two seconds, in parts of an `Order`. */
const PATIENCE = 2_000_000_000n;

/** From when on something may be concluded from what was seen, by its order; of the parent itself also a little before. */
export function timeOf(seen: Scalar, isParent: boolean): Scalar {
  const above = isParent ? LOWER - PATIENCE : LOWER;
  return iff(binary(seen, '<', long(0)), binary(seen, '+', long(above)), seen);
}

/** A pid that is so little ahead of that of the call before was given just now. */
const FRESH = 256;

/**
 * A process that was made just now, and whose execution fails, still runs a copy of its parent. It is new if nothing was
 * seen of its pid, which follows that of the call before.
 */
const newborn: readonly Operator[] = [
  sorted('Dvc', 'Order'),
  extend({ Ahead: iff(isSame('Dvc'), binary(number(column('Pid')), '-', number(before('Pid'))), long(0)) }),
  sorted('Dvc', 'Pid', 'Order'),
  extend({ IsFirst: negated(allOf([isSame('Dvc'), isSame('Pid')])) }),
  where(
    allOf([
      column(FAILED),
      column('IsFirst'),
      binary(column('Ahead'), '>', long(0)),
      binary(column('Ahead'), '<=', long(FRESH)),
      binary(number(column('Ppid')), '>', long(1)),
      call('isnotempty', column('Exe')),
    ]),
  ),
];

function sorted(...names: readonly string[]): Operator {
  return { kind: 'sort', by: names.map((name) => ({ of: column(name), order: 'asc' })) };
}

function before(name: string): Scalar {
  return call('prev', column(name));
}

function isSame(name: string): Scalar {
  return binary(before(name), '==', column(name));
}

function number(of: Scalar): Scalar {
  return call('tolong', of);
}

const parents: Query = {
  comments: [],
  lets: [],
  source: { kind: 'table', name: CALLS },
  operators: [
    ...newborn,
    project({
      ...same('Dvc'),
      Order: binary(column('Order'), '-', long(LOWER)),
      Pid: column('Ppid'),
      Ppid: text(''),
      Image: column('Exe'),
      Executed: long(0),
      ExecutedImage: text(''),
      CommandLine: text(''),
    }),
  ],
};

/** Who a pid was, and when; also as its children show it. */
export const seenByChildren: Let = {
  ...auditSeen,
  query: { ...auditSeen.query, operators: [...auditSeen.query.operators, { kind: 'union', of: [parents] }] },
};
