import type { Let, Operator, Query, Scalar } from '../../kql/ast.ts';
import { allOf, binary, call, column, text } from '../../kql/build.ts';
import { ACTING, PARENT, type Relative, withRelative } from '../targets/azure-monitor/auditd/parents.ts';
import { extend, iff } from '../targets/azure-monitor/steps.ts';
import { timeOf } from './children.ts';

/** How many processes above a new one are looked for; of the next one only the pid is told. */
export const DEPTH = 5;

/** One level above a new process, with the columns that tell of it. */
export type Level = Required<Relative>;

const acting: Level = { ...ACTING, started: 'ActingProcessCreationTime' };
const parent: Level = {
  ...PARENT,
  parent: 'Pid3',
  commandLine: 'ParentProcessCommandLine',
  started: 'ParentProcessCreationTime',
};

/** Nearest first. */
export const LEVELS: readonly Level[] = [
  acting,
  parent,
  ...Array.from({ length: DEPTH - 2 }, (_, at): Level => {
    const number = at + 3;
    return {
      pid: `Pid${number}`,
      before: number === 3 ? parent.seen : `Seen${number - 1}`,
      seen: `Seen${number}`,
      name: `Name${number}`,
      parent: `Pid${number + 1}`,
      commandLine: `CommandLine${number}`,
      started: `Started${number}`,
    };
  }),
];

/**
 * One query after the other, each with one level more, and the last one under the name `last`.
 * @param filters what is asked of the rows as soon as a level is known, nearest first
 */
export function relatives(rows: string, last: string, filters: readonly (readonly Operator[])[]): readonly Let[] {
  return LEVELS.map((level, at): Let => {
    const found = withRelative(at === 0 ? rows : nameOf(at), level, [level.before], (seen) => timeOf(seen, at === 0));
    const operators = [...found.operators, ...(filters[at] ?? [])];
    const isLast = at === LEVELS.length - 1;
    const query: Query = { ...found, operators: isLast ? [...operators, ...copies] : operators };
    return { kind: 'query', name: isLast ? last : nameOf(at + 1), query, materialized: !isLast };
  });
}

function nameOf(level: number): string {
  return `AuditWith${level}`;
}

/**
 * A process that was never seen to execute runs a copy of its parent's program, and shows its command line. From above,
 * so that a copy of a copy does too.
 */
const copies: readonly Operator[] = LEVELS.slice(0, -1)
  .map((level, at) => ({ level, above: LEVELS[at + 1] }))
  .toReversed()
  .flatMap(({ level, above }) =>
    above === undefined
      ? []
      : [
          extend({
            [level.commandLine]: iff(isCopy(level, above), column(above.commandLine), column(level.commandLine)),
          }),
        ],
  );

function isCopy(level: Level, above: Level): Scalar {
  return allOf([
    call('isnull', column(level.started)),
    call('isnotempty', column(level.name)),
    binary(column(level.name), '==', column(above.name)),
  ]);
}

/** The list of ancestors, nearest first: pid, name and command line, as far as each is known. */
export const ancestors: Scalar = call(
  'case',
  ...LEVELS.flatMap(
    ({ pid }, at) =>
      [
        call('isempty', column(pid)),
        at === 0 ? { kind: 'dynamic', value: [] } : call('pack_array', ...LEVELS.slice(0, at).map(bagOf)),
      ] satisfies Scalar[],
  ),
  call('isempty', column(LEVELS.at(-1)?.parent ?? '')),
  call('pack_array', ...LEVELS.map(bagOf)),
  call('pack_array', ...LEVELS.map(bagOf), call('bag_pack', text('pid'), column(LEVELS.at(-1)?.parent ?? ''))),
);

function bagOf({ pid, name, commandLine }: Level): Scalar {
  const known = [text('pid'), column(pid), text('name'), column(name)];
  return call(
    'case',
    call('isempty', column(name)),
    call('bag_pack', text('pid'), column(pid)),
    call('isempty', column(commandLine)),
    call('bag_pack', ...known),
    call('bag_pack', ...known, text('commandLine'), column(commandLine)),
  );
}
