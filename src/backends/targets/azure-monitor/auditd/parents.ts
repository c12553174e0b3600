import type { Let, Operator, Query, Scalar } from '../../../../kql/ast.ts';
import { binary, call, column, long, text } from '../../../../kql/build.ts';
import { columns, iff, project, replaceAll, same, where } from '../steps.ts';
import { CALLS } from './calls.ts';

const SEEN = 'AuditSeen';
const IMAGE = column('Exe');
const EXECUTED = column('IsExecution');

/** A fork tells of the child, by the pid that the call returned: it runs what its parent runs. */
const forks: Query = {
  comments: [],
  lets: [],
  source: { kind: 'table', name: CALLS },
  operators: [
    where(call('isnotempty', column('Child'))),
    project({
      ...same('Dvc', 'Order'),
      Pid: column('Child'),
      Ppid: column('Pid'),
      Image: IMAGE,
      Executed: long(0),
      ExecutedImage: text(''),
      CommandLine: text(''),
    }),
  ],
};

/** Before executions are recorded on a host, what a pid is seen to run says nothing of the time after. */
const firstExecutions: Query = {
  comments: [],
  lets: [],
  source: { kind: 'table', name: CALLS },
  operators: [
    where(EXECUTED),
    { kind: 'summarize', columns: columns({ First: call('min', column('Order')) }), by: columns(same('Dvc')) },
  ],
};

/**
 * Who a pid was, and when: an execution by it, any other call that it made, or the fork that made it. KQL can't tell
 * whether a pid was given to another process since.
 */
export const auditSeen: Let & { readonly kind: 'query' } = {
  kind: 'query',
  name: SEEN,
  query: {
    comments: [],
    lets: [],
    source: { kind: 'table', name: CALLS },
    operators: [
      project({
        ...same('Dvc', 'Order', 'Pid', 'Ppid'),
        Image: IMAGE,
        Executed: iff(EXECUTED, column('Order'), long(0)),
        ExecutedImage: iff(EXECUTED, IMAGE, text('')),
        CommandLine: iff(EXECUTED, column('CommandLine'), text('')),
      }),
      { kind: 'union', of: [forks] },
      where(call('isnotempty', column('Image'))),
      { kind: 'join', flavor: 'inner', right: firstExecutions, on: ['Dvc'] },
      where(binary(column('Order'), '>=', column('First'))),
      // A running program whose file was replaced still is the program at that path.
      { kind: 'extend', columns: columns({ Image: replaceAll(column('Image'), '^(/.*) \\(deleted\\)$', '\\1') }) },
    ],
  },
};

/** The columns that tell of a relative of a new process. */
export interface Relative {
  /** Has its pid. */
  readonly pid: string;
  /** It is looked for among what was seen before this. */
  readonly before: string;
  /** Get what is found: when it was seen, what it ran, and what it may have for an own parent and as a command line. */
  readonly seen: string;
  readonly name: string;
  readonly parent?: string;
  readonly commandLine?: string;
  /** Gets the time of the execution that the command line is of. */
  readonly started?: string;
}

export const ACTING = {
  pid: 'ActingProcessId',
  before: 'Order',
  seen: 'ActingSeen',
  name: 'ActingProcessName',
  parent: 'ParentProcessId',
  commandLine: 'ActingProcessCommandLine',
} as const satisfies Relative;

export const PARENT = {
  pid: 'ParentProcessId',
  before: 'ActingSeen',
  seen: 'ParentSeen',
  name: 'ParentProcessName',
} as const satisfies Relative;

/** An `Order` holds milliseconds and six digits more. */
const STARTED = call('unixtime_milliseconds_todatetime', binary(column('Executed'), '/', long(1_000_000)));
const NO_TIME = call('todatetime', text(''));

const KEY = ['Dvc', 'EventOriginalUid'] as const;

/**
 * The rows of a query with what is known of a relative; its columns are empty where nothing is. `helpers` are columns
 * that nobody needs any more, and `time` makes a time of what orders the rows that were seen.
 */
export function withRelative(
  rows: string,
  relative: Relative,
  helpers: readonly string[],
  time: (seen: Scalar) => Scalar = (seen) => seen,
): Query {
  return {
    comments: [],
    lets: [],
    source: { kind: 'table', name: rows },
    operators: [
      { kind: 'join', flavor: 'leftouter', right: latest(rows, relative, time), on: KEY },
      { kind: 'project-away', names: [...KEY.map((name) => `${name}1`), ...helpers] },
    ],
  };
}

/** For each event whose relative is known: what was seen last of its pid, and what that pid executed last. */
function latest(rows: string, relative: Relative, time: (seen: Scalar) => Scalar): Query {
  const { pid, before, seen, name, parent, commandLine, started } = relative;
  const own = parent === undefined ? [] : [parent];
  const executed = { Executed: call('arg_max', column('Executed'), column('ExecutedImage'), column('CommandLine')) };
  const found = {
    [seen]: call('arg_max', column(seen), column(name), ...own.map(column)),
    ...(commandLine === undefined ? {} : executed),
  };
  const isThat = binary(column('ExecutedImage'), '==', column(name));
  const line = iff(isThat, column('CommandLine'), text(''));
  const start = started === undefined ? {} : { [started]: iff(isThat, STARTED, NO_TIME) };
  return {
    comments: [],
    lets: [],
    source: { kind: 'table', name: rows },
    operators: [
      project(same(...KEY, pid, before)),
      { kind: 'join', flavor: 'inner', right: seenAs(relative), on: ['Dvc', pid] },
      where(binary(time(column(seen)), '<=', column(before))),
      { kind: 'summarize', columns: columns(found), by: columns(same(...KEY)) },
      ...(commandLine === undefined
        ? []
        : [project({ ...same(...KEY, seen, name, ...own), [commandLine]: line, ...start })]),
    ],
  };
}

/** What was seen of any pid, in the columns of this relative. */
function seenAs({ pid, seen, name, parent, commandLine }: Relative): Query {
  const optional: Readonly<Record<string, Scalar>> = {
    ...(parent === undefined ? {} : { [parent]: column('Ppid') }),
    ...(commandLine === undefined ? {} : same('Executed', 'ExecutedImage', 'CommandLine')),
  };
  const renamed: Operator = project({
    ...same('Dvc'),
    [pid]: column('Pid'),
    [seen]: column('Order'),
    [name]: column('Image'),
    ...optional,
  });
  return { comments: [], lets: [], source: { kind: 'table', name: SEEN }, operators: [renamed] };
}
