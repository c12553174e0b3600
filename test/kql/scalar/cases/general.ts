import type { Cases } from '../case.ts';

export const generalCases: Cases = {
  not: [
    ['not(true)', 'False'],
    ['not(bool(null))', null],
  ],
  isnull: [
    ['isnull(int(null))', 'True'],
    ['isnull("")', 'False'],
    ['isnull(parse_json(""))', 'True'],
    ['isnull(parse_json("[]"))', 'False'],
    ['isnull(dynamic(null))', 'True'],
    ['isnull(dynamic({"a":null}).a)', 'True'],
  ],
  isnotnull: [
    ['isnotnull(datetime(null))', 'False'],
    ['isnotnull("")', 'True'],
  ],
  iff: [
    ['iff(1 > 2, "a", "b")', 'b'],
    ['iff(bool(null), "a", "b")', 'b'],
    ['iff(true, 1, 2.5)', '1'],
    ['iff(true, long(null), 1)', null],
  ],
  iif: [['iif(true, "a", "b")', 'a']],
  case: [
    ['case(1 > 2, "a", 2 > 1, "b", "c")', 'b'],
    ['case(bool(null), "a", "c")', 'c'],
  ],
  coalesce: [
    ['coalesce("", "x")', 'x'],
    ['coalesce(long(null), 5)', '5'],
    ['coalesce(tolong("a"), tolong("b"))', null],
  ],
  min_of: [
    ['min_of(10, 1, -3, 17)', '-3'],
    ['min_of(1, 0.5)', '0.5'],
    ['min_of(long(null), 3)', '3'],
  ],
  max_of: [
    ['max_of(10, 1, -3, 17)', '17'],
    ['max_of("a", "b")', 'b'],
  ],
  gettype: [
    ['gettype("a")', 'string'],
    ['gettype(1)', 'long'],
    ['gettype(1.5)', 'real'],
    ['gettype(true)', 'bool'],
    ['gettype(1s)', 'timespan'],
    ['gettype(datetime(2024-01-01))', 'datetime'],
    ['gettype(parse_json("[1]"))', 'array'],
    ['gettype(parse_json("{}"))', 'dictionary'],
    ['gettype(parse_json("a"))', 'string'],
    ['gettype(parse_json(""))', 'null'],
  ],
  assert: [['assert(1 > 0, "no")', 'True']],
  column_ifexists: [
    ['column_ifexists("nowhere", 5)', '5'],
    ['toscalar(print x = 7 | project column_ifexists("x", 5))', '7'],
  ],
  columnifexists: [['columnifexists("nowhere", "a")', 'a']],
};
