import { convert } from '../lower/types.ts';
import type { KqlType } from '../plan.ts';
import { sql } from '../sql.ts';
import { canonical } from '../values/json.ts';
import { CASTS } from './casts.ts';
import { native } from './native.ts';
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
  totimespan: to('timespan'),
  toguid: to('guid'),
  todynamic: parseJson(),
  parse_json: parseJson(),
  parsejson: parseJson(),
  toobject: parseJson(),
  dynamic_to_json: native('dynamic_to_json', { takes: ['dynamic'], gives: 'string', run: (json) => canonical(json) }),
};

/** Between some types there is no conversion, and the call is refused. */
function to(type: KqlType): FunctionRow {
  return {
    takes: ['any'],
    gives: type,
    sql: ([value, ...rest], { args }) => {
      const [given] = args;
      if (given === undefined || value === undefined || rest.length > 0) return undefined;
      if (given.type !== type && CASTS[`${given.type} to ${type}`] === undefined) return undefined;
      return convert(given, type);
    },
  };
}

function parseJson(): FunctionRow {
  return {
    takes: ['any'],
    gives: 'dynamic',
    sql: ([value, ...rest], { args }) => {
      const [given] = args;
      if (value === undefined || given === undefined || rest.length > 0) return undefined;
      return given.type === 'string' ? sql`kql_parse_json(${value})` : convert(given, 'dynamic');
    },
  };
}
