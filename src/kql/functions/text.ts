import { sql } from '../sql.ts';
import type { FunctionTable } from './row.ts';
import { one, three, twoOf, variadic } from './shapes.ts';

/** Functions over text. Positions and lengths count code points. */
export const text: FunctionTable = {
  strlen: { takes: ['string'], gives: 'long', sql: one((a) => sql`length(${a})`) },
  tolower: { takes: ['string'], gives: 'string', sql: one((a) => sql`lower(${a})`) },
  toupper: { takes: ['string'], gives: 'string', sql: one((a) => sql`upper(${a})`) },
  isempty: { takes: ['string'], gives: 'bool', sql: one((a) => sql`(${a} = '')`) },
  isnotempty: { takes: ['string'], gives: 'bool', sql: one((a) => sql`(${a} <> '')`) },
  strcat: { takes: ['string'], gives: 'string', sql: variadic((all) => sql`concat(${all})`) },
  reverse: { takes: ['string'], gives: 'string', sql: one((a) => sql`reverse(${a})`) },
  replace_string: { takes: ['string'], gives: 'string', sql: three((a, b, c) => sql`replace(${a}, ${b}, ${c})`) },
  replace_regex: {
    takes: ['string'],
    gives: 'string',
    sql: three((a, b, c) => sql`regexp_replace(${a}, ${b}, ${c}, 'g')`),
  },
  indexof: { takes: ['string'], gives: 'long', sql: twoOf((a, b) => sql`(strpos(${a}, ${b}) - 1)`) },
  base64_decode_tostring: { takes: ['string'], gives: 'string', orEmpty: true, sql: one((a) => sql`kql_base64(${a})`) },
};
