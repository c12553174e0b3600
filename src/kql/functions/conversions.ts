import { convert } from '../lower/types.ts';
import type { KqlType } from '../plan.ts';
import { type Sql, sql } from '../sql.ts';
import type { FunctionRow, FunctionTable } from './row.ts';

/** `tostring` and the like: a value as another type, or the absent one where it can't be. */
export const conversions: FunctionTable = {
  tostring: to('string'),
  tolong: to('long'),
  toint: to('int'),
  toreal: to('real'),
  todouble: to('real'),
  todecimal: to('decimal'),
  tobool: to('bool'),
  toboolean: to('bool'),
  todatetime: to('datetime'),
  toguid: to('guid'),
  todynamic: parseJson(),
  parse_json: parseJson(),
};

function to(type: KqlType): FunctionRow {
  return {
    takes: ['any'],
    gives: type,
    sql: ([value], { args }) =>
      args[0] === undefined || value === undefined ? undefined : convert({ sql: value, type: args[0].type }, type),
  };
}

/** Text that is no JSON stays a text. */
function parseJson(): FunctionRow {
  const parse = (value: Sql): Sql =>
    sql`CASE WHEN ${value} = '' THEN NULL WHEN json_valid(${value}) THEN ${value}::JSON ELSE to_json(${value}) END`;
  return {
    takes: ['any'],
    gives: 'dynamic',
    sql: ([value], { args }) => {
      if (value === undefined) return undefined;
      return args[0]?.type === 'string'
        ? parse(value)
        : convert({ sql: value, type: args[0]?.type ?? 'dynamic' }, 'dynamic');
    },
  };
}
