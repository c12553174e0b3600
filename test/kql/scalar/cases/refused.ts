const r = String.raw;

/** Uses that are refused, because their result would not be Kusto's, or is not known. */
export const REFUSED: readonly string[] = [
  r`extract(@"(?=a)b", 0, "ab")`,
  r`extract(@"(a)\1", 0, "aa")`,
  r`extract(@"[a[b]]", 0, "ab")`,
  r`extract(@"[a-z&&[^b]]", 0, "ab")`,
  r`extract(@"a{2000}", 0, "ab")`,
  r`extract(@"\p{Letter}", 0, "ab")`,
  r`extract(@"(a", 5 - 5, "ab")`,
  r`extract_all(@"\d", "a1")`,
  r`replace_regex("abc", @"b", @"\1")`,
  r`replace_regex("abc", @"b", @"\x")`,
  'rand()',
  'hash("a", 10)',
  'hash_md5(1.5)',
  'endofday(datetime(2024-01-01))',
  'make_datetime(2024, 1, 1, 0, 0, 0.1234567)',
  'datetime(2024-01-01 00:00:00.1234567)',
  'format_datetime(datetime(2024-01-01), "yyyy MMM")',
  'datetime_diff("nanosecond", datetime(2024-01-01), datetime(2024-01-01))',
  'split("abc", "")',
  'strrep("a", -1)',
  'parse_user_agent("x", "browser")',
  'array_sort_asc(dynamic([1]), dynamic([2]))',
  'bag_pack("a", 1, "a", 2)',
];
