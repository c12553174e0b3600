import { findAll, findRegex, replaceRegex } from '../regex.ts';
import { asNumber, bool, datetime, dynamic, isNull, long, real, string, textOf, type Value } from '../value.ts';
import { count, given, numberOf, text, timeOf, truthOf, wholeOf } from './arguments.ts';
import { bagOf, jsonOf, jsonValue, listOf, listOrNull, partsOfUrl, textOfJson } from './json.ts';
import { isInRange } from './network.ts';
import { group, part, placeOf, replaceInTurn, trimmed, urlDecoded } from './text.ts';
import { datePart, partNamed } from './time.ts';

type Call = (values: readonly Value[]) => Value;

/** Scalar functions by name. Texts count in code points. */
export const functions: Readonly<Record<string, Call>> = {
  isempty: ([value]) => bool(textOf(given(value)) === ''),
  isnotempty: ([value]) => bool(textOf(given(value)) !== ''),
  isnull: ([value]) => bool(isNull(given(value))),
  isnotnull: ([value]) => bool(!isNull(given(value))),
  coalesce: (values) => values.find((value) => textOf(value) !== '') ?? given(values.at(-1)),
  tostring: ([value]) => string(textOf(given(value))),
  tolong: ([value]) => long(wholeOf(given(value))),
  toint: ([value]) => long(wholeOf(given(value))),
  todouble: ([value]) => real(numberOf(given(value))),
  toreal: ([value]) => real(numberOf(given(value))),
  tobool: ([value]) => bool(truthOf(given(value))),
  todatetime: ([value]) => datetime(timeOf(given(value))),
  tolower: ([value]) => string(text(value).toLowerCase()),
  toupper: ([value]) => string(text(value).toUpperCase()),
  strlen: ([value]) => long(Array.from(text(value)).length),
  strcat: (values) => string(values.map(textOf).join('')),
  strcat_delim: ([delimiter, ...values]) => string(values.map(textOf).join(text(delimiter))),
  strcat_array: ([list, delimiter]) => string(listOf(list).map(textOfJson).join(text(delimiter))),
  substring: ([value, start, length]) => string(part(text(value), count(start), length && count(length))),
  indexof: ([value, wanted]) => long(placeOf(text(value), text(wanted))),
  split: ([value, delimiter]) => dynamic(text(value).split(text(delimiter))),
  trim: ([pattern, value]) => string(trimmed(text(pattern), text(value), true, true)),
  trim_start: ([pattern, value]) => string(trimmed(text(pattern), text(value), true, false)),
  trim_end: ([pattern, value]) => string(trimmed(text(pattern), text(value), false, true)),
  extract: ([pattern, group, value]) => string(findRegex(text(pattern), text(value))?.groups[count(group)] ?? ''),
  extract_all: ([pattern, value]) =>
    dynamic([...findAll(text(pattern), text(value))].map(({ groups }) => group(groups))),
  replace_string: ([value, from, to]) => string(text(value).replaceAll(text(from), () => text(to))),
  replace_strings: ([value, from, to]) => string(replaceInTurn(text(value), listOf(from), listOf(to))),
  replace_regex: ([value, pattern, rewrite]) => string(replaceRegex(text(pattern), text(value), text(rewrite))),
  url_decode: ([value]) => string(urlDecoded(text(value))),
  parse_json: ([value]) => dynamic(jsonOf(given(value))),
  todynamic: ([value]) => dynamic(jsonOf(given(value))),
  parse_url: ([value]) => dynamic(partsOfUrl(text(value))),
  // Texts only, by their code units.
  array_sort_asc: ([list]) => dynamic(listOf(list).map(textOfJson).toSorted(byCodeUnit)),
  array_length: ([list]) => long(listOrNull(list)?.length ?? null),
  pack_array: (values) => dynamic(values.map(jsonValue)),
  bag_pack: (values) => dynamic(bagOf(values)),
  ipv4_is_in_range: ([address, range]) => bool(isInRange(4, text(address), text(range))),
  ipv6_is_in_range: ([address, range]) => bool(isInRange(6, text(address), text(range))),
  hourofday: ([date]) => datePart('hour', date),
  dayofmonth: ([date]) => datePart('day', date),
  monthofyear: ([date]) => datePart('month', date),
  week_of_year: ([date]) => datePart('week', date),
  getyear: ([date]) => datePart('year', date),
  datetime_part: ([part, date]) => datePart(partNamed(text(part)), date),
  unixtime_milliseconds_todatetime: ([value]) => datetime(asNumber(given(value))),
  min_of: (values) => extreme(values, (a, b) => a < b),
  max_of: (values) => extreme(values, (a, b) => a > b),
};

/** Nulls don't count. */
function extreme(values: readonly Value[], isBetter: (a: number, b: number) => boolean): Value {
  const known = values.filter((value) => !isNull(value));
  return known.reduce(
    (best, value) => (isBetter(asNumber(value) ?? 0, asNumber(best) ?? 0) ? value : best),
    known[0] ?? given(values[0]),
  );
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
