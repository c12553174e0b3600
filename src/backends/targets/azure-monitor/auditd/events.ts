import type { Let, Operator, Scalar } from '../../../../kql/ast.ts';
import { column, text } from '../../../../kql/build.ts';
import type { Asked } from '../../../target.ts';
import { project, same, where } from '../steps.ts';
import { auditCalls, CALLS } from './calls.ts';
import { ACTING, auditSeen, PARENT, withRelative } from './parents.ts';
import { auditEvents } from './records.ts';

export const AUDITD = 'AuditdEvents';
const EXECUTIONS = 'AuditExecutions';
const WITH_ACTING = 'AuditWithActing';

/** Columns for which the parents of new processes have to be looked for. */
const OF_ACTING = [ACTING.name, ACTING.commandLine, ACTING.parent] as const;

/** Parents are looked for only if the query asks for them, and their parents only if it asks for those. */
export function auditdEvents({ columns, time }: Asked): readonly Let[] {
  const wantsParent = columns.has(PARENT.name);
  const wantsActing = wantsParent || OF_ACTING.some((name) => columns.has(name));
  const events = [auditEvents(time), auditCalls(wantsActing)];
  const nobody = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, text('')]));
  if (!wantsActing) return [...events, executions(AUDITD, nobody(...OF_ACTING, PARENT.name))];
  const order = same(ACTING.before);
  if (!wantsParent)
    return [
      ...events,
      auditSeen,
      executions(EXECUTIONS, { ...order, ...nobody(PARENT.name) }),
      withActing(AUDITD, [ACTING.before, ACTING.seen]),
    ];
  return [
    ...events,
    auditSeen,
    executions(EXECUTIONS, order),
    { ...withActing(WITH_ACTING, [ACTING.before]), materialized: true },
    { kind: 'query', name: AUDITD, query: withRelative(WITH_ACTING, PARENT, [ACTING.seen, PARENT.seen]) },
  ];
}

function withActing(name: string, helpers: readonly string[]): Let & { readonly kind: 'query' } {
  return { kind: 'query', name, query: withRelative(EXECUTIONS, ACTING, helpers) };
}

/** The executions among the calls, with more columns, and whatever else is done with them. */
export function executions(
  name: string,
  more: Readonly<Record<string, Scalar>>,
  behind: readonly Operator[] = [],
): Let {
  const operators = [where(column('IsExecution')), project({ ...COLUMNS, ...more }), ...behind];
  return { kind: 'query', name, query: { comments: [], lets: [], source: { kind: 'table', name: CALLS }, operators } };
}

/** The real user is the one who acts, the effective user the one whose rights the new program has. */
const COLUMNS: Readonly<Record<string, Scalar>> = {
  ...same('TimeGenerated', 'EventStartTime'),
  EventVendor: text('Linux'),
  EventProduct: text('auditd'),
  ...same('EventOriginalUid', 'Dvc'),
  TargetProcessName: column('Exe'),
  TargetProcessCommandLine: column('CommandLine'),
  TargetProcessCurrentDirectory: column('Cwd'),
  TargetProcessId: column('Pid'),
  TargetUsername: column('EffectiveUsername'),
  TargetUserId: column('EffectiveUserId'),
  TargetUserSessionId: column('Session'),
  ActorUsername: column('Username'),
  ActorUserId: column('UserId'),
  [ACTING.pid]: column('Ppid'),
};
