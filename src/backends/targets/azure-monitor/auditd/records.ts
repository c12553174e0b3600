import type { Let, Operator, Scalar } from '../../../../kql/ast.ts';
import { allOf, binary, call, column, text } from '../../../../kql/build.ts';
import { columns, first, iff, isOneOf, mapped, matches, project, same, where } from '../steps.ts';
import { argumentsOf } from './arguments.ts';

export const EVENTS = 'AuditEvents';

const MESSAGE = column('SyslogMessage');
const TYPE = column('RecordType');

/** The programs that write audit records to syslog; what others write is none, whatever it says. */
const WRITERS = '^(?:kernel|.*audi(?:t|sp).*)$';

/** What may stand before an audit record: where no auditd runs, the kernel's log; and the name of the host. */
const BEFORE = '^(?:\\[ *[0-9.]+\\] )?(?:audit: )?';

/** Types of records, by name and, where no auditd runs, by number. */
const SYSCALL = ['SYSCALL', '1300'];
const EXECVE = ['EXECVE', '1309'];
const CWD = ['CWD', '1307'];
const TYPES = [...SYSCALL, ...EXECVE, ...CWD].join('|');

/** Only the start of a line says what it is. */
const HEAD = `${BEFORE}(?:node=[^ ]+ )?type=(?:${TYPES}) (?:msg=)?audit\\([0-9]+\\.[0-9]{3}:[0-9]+\\)`;

/** What the row of Syslog says beside the record. The address is that of the host only if the record names no other. */
const OF_ROW: Readonly<Record<string, Scalar>> = {
  DvcIpAddr: iff(matches(MESSAGE, `${BEFORE}node=`), text(''), first('^([0-9A-Fa-f.:]+)$', column('HostIP'))),
  ...same('_ResourceId'),
};

/**
 * One row for each audit event that has a SYSCALL record: its records, joined by host and `SECONDS.MILLIS:SERIAL`, in
 * whatever order and on whatever rows they came, also more than once; with `DvcIpAddr` and `_ResourceId` if `ofRow`.
 */
export function auditEvents(time: readonly Operator[], ofRow = false): Let {
  return {
    kind: 'query',
    name: EVENTS,
    query: {
      comments: [],
      lets: [],
      source: { kind: 'table', name: 'Syslog' },
      operators: [
        ...time,
        where(
          allOf([
            binary(MESSAGE, 'has', text('audit')),
            matches(column('ProcessName'), WRITERS),
            matches(MESSAGE, HEAD),
          ]),
        ),
        project({
          ...same('TimeGenerated', 'SyslogMessage'),
          Dvc: call('coalesce', first(`${BEFORE}node=([^ ]+)`, MESSAGE), column('Computer')),
          EventOriginalUid: first('audit\\(([0-9.:]+)\\)', MESSAGE),
          RecordType: first('type=([A-Z0-9]+)', MESSAGE),
          ...(ofRow ? OF_ROW : {}),
        }),
        {
          kind: 'summarize',
          columns: columns({
            TimeGenerated: call('min', column('TimeGenerated')),
            Syscall: call('take_anyif', MESSAGE, isOneOf(TYPE, SYSCALL)),
            Arguments: call('make_set_if', argumentsOf(MESSAGE), isOneOf(TYPE, EXECVE)),
            Cwd: call('take_anyif', MESSAGE, isOneOf(TYPE, CWD)),
            ...(ofRow ? mapped(OF_ROW, (name) => call('take_any', column(name))) : {}),
          }),
          by: columns(same('Dvc', 'EventOriginalUid')),
        },
        where(call('isnotempty', column('Syscall'))),
      ],
    },
  };
}
