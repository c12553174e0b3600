import type { Cases } from '../case.ts';

const r = String.raw;

export const regexCases: Cases = {
  extract: [
    [r`extract(@"User: ([^,]+)", 1, "User: James, Age: 29")`, 'James'],
    [r`extract(@"\d+", 0, "User: James, Age: 29")`, '29'],
    [r`extract(@"(\d+)", 1, "none")`, ''],
    [r`extract(@"(a)(b)?", 2, "ac")`, ''],
    [r`extract(@"(\d+)", 1, "x12", typeof(long))`, '12'],
    [r`extract(@"(\w+)", 1, "x", typeof(long))`, null],
    // \d, \w and \s know Unicode.
    [r`extract(@"\d+", 0, "a٣٤b")`, '٣٤'],
    [r`extract(@"\w+", 0, "-héllo-")`, 'héllo'],
    ['extract(@"a(\\s)b", 1, "a\u00a0b")', '\u00a0'],
    [r`extract(@"[^\s]+", 0, "  ab c")`, 'ab'],
    [r`extract(@"(?i)ABC(.)", 1, "xabcd")`, 'd'],
    [r`extract(@"\bcat\b", 0, "a cat.")`, 'cat'],
    [r`extract(@"[\s\S]+", 0, "a")`, 'a'],
    [r`extract(@"\s+([A-Za-z0-9+/]{3}\S+$)", 1, "x  abcd=")`, 'abcd='],
  ],
  extract_all: [
    [r`extract_all(@"(\d)", "a1b2")`, '["1","2"]'],
    [r`extract_all(@"(\w)(\d)", "a1 b2")`, '[["a","1"],["b","2"]]'],
    [r`extract_all(@"(\w)(\w+)(\w)", dynamic([1,3]), "82b8-fa75")`, '[["8","8"],["f","5"]]'],
    [r`extract_all(@"(\w)(\d)", dynamic([2]), "a1 b2")`, '["1","2"]'],
    [r`extract_all(@"(x)", "abc")`, null],
  ],
  indexof_regex: [
    [r`indexof_regex("abcabc", @"a.c")`, '0'],
    [r`indexof_regex("éabcabcdefg", @"a.c", 0, 9, 2)`, '4'],
    [r`indexof_regex("ababaa", @"a.a", 0, -1, 2)`, '-1'],
    [r`indexof_regex("abcabc", @"a.c", 1)`, '3'],
    [r`indexof_regex("abcabc", @"a", -1)`, null],
  ],
  replace_regex: [
    [r`replace_regex("hello world", @"(\w+) (\w+)", @"\2 \1")`, 'world hello'],
    [r`replace_regex("a1b22", @"\d+", "#")`, 'a#b#'],
    [r`replace_regex("abc", @"b", @"[\0]")`, 'a[b]c'],
    [r`replace_regex("abc", @"z", "y")`, 'abc'],
  ],
  replace: [[r`replace(@"\d", "#", "a1")`, 'a#']],
  trim: [
    [r`trim(@"[^\w]+", "-  Te st1// $")`, 'Te st1'],
    [r`trim("--", "--a--b----")`, 'a--b'],
    [r`trim(@"\s+", "")`, ''],
  ],
  trim_start: [[r`trim_start("ab", "ababxab")`, 'xab']],
  trim_end: [[r`trim_end("ab", "abxabab")`, 'abx']],
  regex_quote: [['regex_quote("(so$me.Te^xt)")', r`\(so\$me\.Te\^xt\)`]],
};
