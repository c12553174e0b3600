import type { Operator, Scalar } from '../../kql/ast.ts';
import { allOf, anyOf, binary, call, column, long, negated, text } from '../../kql/build.ts';
import { where } from '../targets/azure-monitor/steps.ts';
import type { Parameter } from './parser-function.ts';

const names = (type: Parameter['type'], ...of: readonly string[]): readonly Parameter[] =>
  of.map((name) => ({ name, type }));

/** The filtering parameters of ASIM's process schema, as parsers of single sources have them, in their order. */
export const PARAMETERS: readonly Parameter[] = [
  ...names('datetime', 'starttime', 'endtime'),
  ...names('dynamic', 'commandline_has_any', 'commandline_has_all', 'commandline_has_any_ip_prefix'),
  ...names('dynamic', 'actingprocess_has_any', 'targetprocess_has_any', 'parentprocess_has_any'),
  ...names('string', 'targetusername_has', 'actorusername_has'),
  ...names('dynamic', 'dvcipaddr_has_any_prefix', 'dvchostname_has_any'),
  ...names('string', 'eventtype'),
  ...names('dynamic', 'hashes_has_any'),
  ...names('bool', 'disabled'),
];

export const DISABLED: Parameter = { name: 'disabled', type: 'bool' };

const DAY = 86_400_000;
const MINUTE = 60_000;
const TIME = column('TimeGenerated');

/** The rows that are read at all. Parents may have started a day before, and records may come a little late. */
export const ofRows: readonly Operator[] = [
  where(
    allOf([
      negated(column('disabled')),
      within({ kind: 'timespan', value: DAY }, { kind: 'timespan', value: 5 * MINUTE }),
      anyOf([isAny('eventtype'), binary(column('eventtype'), '==', text('ProcessCreated'))]),
      // No audit record has a hash.
      isEmpty('hashes_has_any'),
    ]),
  ),
];

/** What is known of a new process before its parents are looked for. */
export const ofTarget: readonly Operator[] = [
  where(
    allOf([
      within(),
      listed('commandline_has_any', 'TargetProcessCommandLine', 'has_any'),
      listed('commandline_has_all', 'TargetProcessCommandLine', 'has_all'),
      prefixed('commandline_has_any_ip_prefix', 'TargetProcessCommandLine'),
      listed('targetprocess_has_any', 'TargetProcessName', 'has_any'),
      has('targetusername_has', 'TargetUsername'),
      has('actorusername_has', 'ActorUsername'),
      prefixed('dvcipaddr_has_any_prefix', 'DvcIpAddr'),
      listed('dvchostname_has_any', 'Dvc', 'has_any'),
    ]),
  ),
];

export const ofActing: readonly Operator[] = [where(listed('actingprocess_has_any', 'ActingProcessName', 'has_any'))];
export const ofParent: readonly Operator[] = [where(listed('parentprocess_has_any', 'ParentProcessName', 'has_any'))];

/** Within the times that were given, or so much around them. */
function within(before?: Scalar, after?: Scalar): Scalar {
  const [start, end] = [column('starttime'), column('endtime')];
  return allOf([
    anyOf([isNull('starttime'), binary(TIME, '>=', before === undefined ? start : binary(start, '-', before))]),
    anyOf([isNull('endtime'), binary(TIME, '<=', after === undefined ? end : binary(end, '+', after))]),
  ]);
}

function isNull(parameter: string): Scalar {
  return call('isnull', column(parameter));
}

function isEmpty(parameter: string): Scalar {
  return binary(call('array_length', column(parameter)), '==', long(0));
}

function isAny(parameter: string): Scalar {
  return binary(column(parameter), '==', text('*'));
}

function listed(parameter: string, name: string, operator: 'has_any' | 'has_all'): Scalar {
  return anyOf([isEmpty(parameter), { kind: 'among', operator, value: column(name), list: [column(parameter)] }]);
}

function prefixed(parameter: string, name: string): Scalar {
  return anyOf([isEmpty(parameter), call('has_any_ipv4_prefix', column(name), column(parameter))]);
}

function has(parameter: string, name: string): Scalar {
  return anyOf([isAny(parameter), binary(column(name), 'has', column(parameter))]);
}
