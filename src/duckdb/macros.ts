import { CAST_MACROS } from './macros/casts.ts';
import { LIST_MACROS } from './macros/lists.ts';
import { NUMBER_MACROS } from './macros/numbers.ts';
import { TEXT_MACROS } from './macros/text.ts';
import { TIME_MACROS } from './macros/time.ts';

/**
 * SQL functions that the plans call. Letter case is folded one code point to one; the Kelvin sign and the dotted capital I
 * stay themselves, as everywhere in this program.
 */
export const MACROS: readonly string[] = [
  `CREATE MACRO kql_fold(s) AS CASE WHEN contains(s, chr(8490)) OR contains(s, chr(304))
     THEN translate(lower(translate(s, chr(8490) || chr(304), chr(57344) || chr(57345))), chr(57344) || chr(57345), chr(8490) || chr(304))
     ELSE lower(s) END`,
  // A term is bounded by what is neither letter nor digit, or by the ends of the text.
  `CREATE MACRO kql_edges(t) AS
     CASE WHEN regexp_matches(t, '^[\\pL\\pN]') THEN '(?:^|[^\\pL\\pN])' ELSE '' END || regexp_escape(t) ||
     CASE WHEN regexp_matches(t, '[\\pL\\pN]$') THEN '(?:$|[^\\pL\\pN])' ELSE '' END`,
  `CREATE MACRO kql_has_cs(s, t) AS contains(s, t) AND regexp_matches(s, kql_edges(t))`,
  `CREATE MACRO kql_has(s, t) AS kql_has_cs(kql_fold(s), kql_fold(t))`,
  `CREATE MACRO kql_has_prefix(s, t) AS regexp_matches(s, '(?:^|[^\\pL\\pN])' || regexp_escape(t))`,
  `CREATE MACRO kql_has_suffix(s, t) AS regexp_matches(s, regexp_escape(t) || '(?:$|[^\\pL\\pN])')`,
  // A list of one, so that what a path begins with is not repeated for each of its steps.
  `CREATE MACRO kql_member(j, k) AS list_filter([json_extract(j, '$."' || replace(replace(k, '\\', '\\\\'), '"', '\\"') || '"')],
     x -> x IS DISTINCT FROM 'null'::JSON)[1]`,
  `CREATE MACRO kql_item(j, i) AS list_filter([json_extract(j, '$[' || replace(CAST(i AS VARCHAR), '-', '#-') || ']')],
     x -> x IS DISTINCT FROM 'null'::JSON)[1]`,
  `CREATE MACRO kql_texts(j) AS CASE json_type(j) WHEN 'ARRAY' THEN list_transform(json_extract(j, '$[*]'), x -> coalesce(x ->> '$', '')) ELSE [] END`,
  `CREATE MACRO kql_base64(s) AS TRY(decode(from_base64(s)))`,
  ...CAST_MACROS,
  ...LIST_MACROS,
  ...NUMBER_MACROS,
  ...TEXT_MACROS,
  ...TIME_MACROS,
];
