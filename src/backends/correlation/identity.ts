import type { Named, Operator, Scalar } from '../../kql/ast.ts';
import { call, column, long, text } from '../../kql/build.ts';
import type { Table } from '../target.ts';
import { COLUMN } from './columns.ts';
import { knownPart, part, stableIdOf } from './stable-id.ts';
import { extend, iff } from './steps.ts';

/** When an event happened, not when it came in: the first of these that a table has. */
const TIMES = ['EventStartTime', 'Timestamp', 'TimeGenerated'];

/** In whole milliseconds, as the matcher has it. */
export function timeOf({ schema, time }: Table): Scalar {
  const name = TIMES.find((each) => Object.hasOwn(schema.columns, each)) ?? time;
  const of = name === time ? column(name) : call('coalesce', column(name), column(time));
  return call('bin', of, { kind: 'timespan', value: 1 });
}

/** The number, or else the id, that a source gives an event. */
const UID = 'EventOriginalUid';

/** What decides between matches of one rule and moment, and the id of the alert that a match of the rule would be. */
export function identityOf(table: Table, rule: string): readonly Named[] {
  const parts = table.identity.map((name) => part(asText(name, table)));
  return [
    { name: COLUMN.order, of: asText(counterOf(table), table) },
    { name: COLUMN.id, of: stableIdOf([knownPart(rule), ...parts]) },
  ];
}

/** Makes the order of texts that of numbers: where a source numbers its events, numbers get as many digits as the longest. */
export function orderSerials(tables: readonly Table[]): readonly Operator[] {
  const serial = column(COLUMN.serial);
  const order = column(COLUMN.order);
  const pattern = tables.some((table) => counterOf(table) === UID) ? ':0*([0-9]{1,20})$' : '^0*([0-9]{1,20})$';
  const padded = call('substring', call('strcat', text('0'.repeat(DIGITS)), serial), call('strlen', serial));
  return [
    extend({ [COLUMN.serial]: call('extract', text(pattern), long(1), order) }),
    extend({ [COLUMN.order]: iff(call('isempty', serial), order, padded) }),
  ];
}

const DIGITS = 20;

function counterOf({ identity }: Table): string {
  const last = identity.at(-1);
  if (last === undefined) throw new Error('a table without an identity');
  return identity.includes(UID) ? UID : last;
}

function asText(name: string, { schema }: Table): Scalar {
  return schema.columns[name] === 'string' ? column(name) : call('tostring', column(name));
}
