import { literal, type Sql, sql } from '../sql.ts';
import { itemsOf, stringOf } from '../values/json.ts';
import { countOf, indexOf, replaceAll } from '../values/positions.ts';
import { constantNumber, constantText } from './constant.ts';
import { native } from './native.ts';
import { regexOf } from './regex.ts';
import type { Call, FunctionTable } from './row.ts';
import { one, three, twoOf, variadic } from './shapes.ts';

const nativeIndexOf = native('indexof', {
  takes: ['string', 'string'],
  optional: ['long', 'long', 'long'],
  gives: 'long',
  run: (text, wanted, start = 0n, length = -1n, occurrence = 1n) => {
    const found = indexOf(text, wanted, Number(start), Number(length), Number(occurrence));
    return found === undefined ? null : BigInt(found);
  },
});

const nativeCountOf = native('countof', {
  takes: ['string', 'string'],
  gives: 'long',
  run: (text, wanted) => (wanted === '' ? null : BigInt(countOf(text, wanted))),
});

/** Functions over text. Positions and lengths count code points. */
export const text: FunctionTable = {
  strlen: { takes: ['string'], gives: 'long', sql: one((a) => sql`length(${a})`) },
  string_size: { takes: ['string'], gives: 'long', sql: one((a) => sql`strlen(${a})`) },
  tolower: { takes: ['string'], gives: 'string', sql: one((a) => sql`kql_fold(${a})`) },
  toupper: { takes: ['string'], gives: 'string', sql: one((a) => sql`upper(${a})`) },
  isempty: { takes: ['string'], gives: 'bool', sql: one((a) => sql`(${a} = '')`) },
  isnotempty: { takes: ['string'], gives: 'bool', sql: one((a) => sql`(${a} <> '')`) },
  notempty: { takes: ['string'], gives: 'bool', sql: one((a) => sql`(${a} <> '')`) },
  strcat: { takes: ['string'], gives: 'string', sql: variadic((all) => sql`concat(${all})`) },
  strcat_delim: {
    takes: ['string'],
    gives: 'string',
    sql: (args, call) => (args.length < 2 ? undefined : variadic((all) => sql`concat_ws(${all})`)(args, call)),
  },
  reverse: { takes: ['string'], gives: 'string', sql: one((a) => sql`reverse(${a})`) },
  replace_string: {
    takes: ['string'],
    gives: 'string',
    sql: three((a, b, c) => sql`CASE WHEN ${b} = '' THEN ${a} ELSE replace(${a}, ${b}, ${c}) END`),
  },
  replace_strings: native('replace_strings', {
    takes: ['string', 'dynamic', 'dynamic'],
    gives: 'string',
    run: (text, lookups, replacements) => {
      const [from, to] = [itemsOf(lookups), itemsOf(replacements)];
      if (from === undefined || to === undefined || from.length !== to.length) return null;
      return replaceAll(
        text,
        from.map((each, at) => [stringOf(each) ?? '', stringOf(to[at]) ?? null]),
      );
    },
  }),
  indexof: {
    ...nativeIndexOf,
    sql: (args, call) => {
      const [a, b] = args;
      if (args.length === 2 && a !== undefined && b !== undefined) return sql`(strpos(${a}, ${b}) - 1)`;
      return nativeIndexOf.sql(args, call);
    },
  },
  countof: {
    ...nativeCountOf,
    takes: ['string'],
    sql: (args, call) => {
      const [text, search, ...rest] = args;
      const kind = rest.length === 0 ? 'normal' : constantText(call.node, 2);
      if (text === undefined || search === undefined || rest.length > 1) return undefined;
      if (kind === 'normal') return nativeCountOf.sql([text, search], call);
      return kind === 'regex' ? countOfRegex(text, search, call) : undefined;
    },
  },
  substring: {
    takes: ['string', 'long'],
    gives: 'string',
    orEmpty: true,
    sql: ([source, start, length, ...rest], call) =>
      source === undefined || start === undefined || rest.length > 0 ? undefined : part(source, start, length, call),
  },
  split: {
    takes: ['string', 'string', 'long'],
    gives: 'dynamic',
    sql: ([source, delimiter, index, ...rest], { node }) => {
      if (source === undefined || delimiter === undefined || rest.length > 0) return undefined;
      if (constantText(node, 1) === '') return undefined;
      const all = sql`string_split(${source}, ${delimiter})`;
      if (index === undefined) return sql`to_json(${all})`;
      return (constantNumber(node, 2) ?? -1) < 0
        ? undefined
        : sql`to_json(list_slice(${all}, ${index} + 1, ${index} + 1))`;
    },
  },
  strcmp: {
    takes: ['string'],
    gives: 'long',
    sql: twoOf((a, b) => sql`CAST(CASE WHEN ${a} < ${b} THEN -1 WHEN ${a} > ${b} THEN 1 ELSE 0 END AS BIGINT)`),
  },
  strrep: {
    takes: ['string', 'long', 'string'],
    gives: 'string',
    sql: ([value, , delimiter = sql`''`, ...rest], { node }) => {
      const times = constantNumber(node, 1);
      if (value === undefined || times === undefined || times < 1 || rest.length > 0) return undefined;
      const more = literalRepeat(sql`concat(${delimiter}, ${value})`, Math.min(times, MAX_REPEAT) - 1);
      return sql`concat(${value}, ${more})`;
    },
  },
  translate: {
    takes: ['string'],
    gives: 'string',
    // The last character stands for all that have none; without any they are left out.
    sql: three(
      (from, to, source) =>
        sql`translate(${source}, ${from}, ${to} || repeat(right(${to}, 1), greatest(0, length(${from}) - length(${to}))))`,
    ),
  },
  has_any_index: {
    takes: ['string', 'dynamic'],
    gives: 'long',
    sql: twoOf(
      (source, lookups) =>
        sql`CAST(coalesce(list_position(list_transform(kql_texts(${lookups}), x -> kql_has(${source}, x)), true), 0) - 1 AS BIGINT)`,
    ),
  },
};

const MAX_REPEAT = 1024;

function literalRepeat(value: Sql, times: number): Sql {
  return sql`repeat(${value}, CAST(${literal(String(times))} AS BIGINT))`;
}

/** Where the start lies before the text, it is the text's; a negative length gives nothing. */
function part(source: Sql, start: Sql, length: Sql | undefined, { node }: Call): Sql {
  const constant = constantNumber(node, 1);
  const from =
    constant !== undefined && constant >= 0
      ? sql`${start} + 1`
      : sql`CASE WHEN ${start} < 0 THEN greatest(0, length(${source}) + ${start}) ELSE ${start} END + 1`;
  if (length === undefined) return sql`substring(${source}, ${from})`;
  return sql`substring(${source}, ${from}, greatest(0, ${length}))`;
}

/** Matches that don't overlap. */
function countOfRegex(text: Sql, pattern: Sql, call: Call): Sql | undefined {
  const found = regexOf(pattern, 1, call);
  return found && sql`length(regexp_extract_all(${found.subject(text)}, ${found.regex}))`;
}
