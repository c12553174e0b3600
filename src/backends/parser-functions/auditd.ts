import type { Let, Operator } from '../../kql/ast.ts';
import { call, column, negated, text } from '../../kql/build.ts';
import { auditCalls } from '../targets/azure-monitor/auditd/calls.ts';
import { executions } from '../targets/azure-monitor/auditd/events.ts';
import { auditEvents } from '../targets/azure-monitor/auditd/records.ts';
import { textIn } from '../targets/azure-monitor/auditd/values.ts';
import { mapped, project, same, where } from '../targets/azure-monitor/steps.ts';
import { ASIM, OF_CALL } from './auditd-columns.ts';
import { FAILED, isFailed, seenByChildren } from './children.ts';
import { DISABLED, ofActing, ofParent, ofRows, ofTarget, PARAMETERS } from './filters.ts';
import type { ParserFunction } from './parser-function.ts';
import { relatives } from './relatives.ts';

const EXECUTIONS = 'AuditExecutions';
const KNOWN = 'AuditProcesses';

const TITLE = 'Process Create Event ASIM';
const SOURCE = 'raw audit records of Linux in Syslog';

const BODY = { comments: [], source: { kind: 'table', name: KNOWN }, operators: [project(ASIM)] } as const;

/** Several keys of rules are joined by 0x01. */
const decoded = {
  Comm: textIn('Comm'),
  AuditKey: call('replace_string', textIn('AuditKey'), text('\u0001'), text(',')),
};

/** The functions for raw audit records: the one without filters, and the filtering one. */
export const auditdFunctions: readonly ParserFunction[] = [
  {
    name: 'ASimProcessCreateLinuxAuditd',
    title: `${TITLE} parser for ${SOURCE}`,
    description: `Gives the process create events of ${SOURCE}, with their parents and ancestors, in the columns of ASIM.`,
    parameters: [DISABLED],
    query: { ...BODY, lets: letsOf([where(negated(column(DISABLED.name)))], [], []) },
  },
  {
    name: 'vimProcessCreateLinuxAuditd',
    title: `${TITLE} filtering parser for ${SOURCE}`,
    description: `Filters and gives the process create events of ${SOURCE}, with their parents and ancestors, in the columns of ASIM.`,
    parameters: PARAMETERS,
    query: { ...BODY, lets: letsOf(ofRows, ofTarget, [ofActing, ofParent]) },
  },
];

function letsOf(
  rows: readonly Operator[],
  target: readonly Operator[],
  above: readonly (readonly Operator[])[],
): readonly Let[] {
  return [
    auditEvents(rows, true),
    auditCalls(true, { ...OF_CALL, [FAILED]: isFailed }),
    seenByChildren,
    executions(EXECUTIONS, { ...same('Order'), ...mapped(OF_CALL, column), ...decoded }, target),
    ...relatives(EXECUTIONS, KNOWN, above),
  ];
}
