import type { Cases } from '../case.ts';

export const networkCases: Cases = {
  parse_ipv4: [
    ['parse_ipv4("192.168.1.1")', '3232235777'],
    ['parse_ipv4("192.168.1.1/24")', '3232235776'],
    ['parse_ipv4("192.168.1.256")', null],
    ['parse_ipv4("")', null],
  ],
  parse_ipv4_mask: [['parse_ipv4_mask("127.0.0.1", 24)', '2130706432']],
  ipv4_netmask_suffix: [
    ['ipv4_netmask_suffix("192.168.1.1/24")', '24'],
    ['ipv4_netmask_suffix("192.168.1.1")', '32'],
    ['ipv4_netmask_suffix("x")', null],
  ],
  ipv4_is_private: [
    ['ipv4_is_private("192.168.1.1/24")', 'True'],
    ['ipv4_is_private("172.32.0.1")', 'False'],
    ['ipv4_is_private("10.1.2.3/7")', 'False'],
    ['ipv4_is_private("nonsense")', null],
  ],
  ipv4_compare: [
    ['ipv4_compare("127.0.0.1", "127.0.0.2")', '-1'],
    ['ipv4_compare("192.168.1.1", "192.168.1.255", 24)', '0'],
    ['ipv4_compare("a", "192.168.1.1")', null],
  ],
  ipv4_is_match: [
    ['ipv4_is_match("192.168.1.1/24", "192.168.1.255")', 'True'],
    ['ipv4_is_match("192.168.1.1", "192.168.2.1")', 'False'],
  ],
  ipv4_is_in_range: [
    ['ipv4_is_in_range("192.168.1.6", "192.168.1.1/24")', 'True'],
    ['ipv4_is_in_range("192.168.2.6", "192.168.1.1/24")', 'False'],
    ['ipv4_is_in_range("", "192.168.1.1/24")', null],
  ],
  ipv4_is_in_any_range: [
    ['ipv4_is_in_any_range("10.1.2.3", "192.168.0.0/16", "10.0.0.0/8")', 'True'],
    ['ipv4_is_in_any_range("1.1.1.1", dynamic(["192.168.0.0/16"]))', 'False'],
  ],
  format_ipv4: [
    ['format_ipv4("192.168.1.1", 24)', '192.168.1.0'],
    ['format_ipv4(3232236031)', '192.168.1.255'],
    ['format_ipv4("x")', ''],
  ],
  format_ipv4_mask: [['format_ipv4_mask("192.168.1.1/24", 32)', '192.168.1.0/24']],
  parse_ipv6: [
    ['parse_ipv6("127.0.0.1")', '0000:0000:0000:0000:0000:ffff:7f00:0001'],
    ['parse_ipv6("fe80::85d:e82c:9446:7994")', 'fe80:0000:0000:0000:085d:e82c:9446:7994'],
    ['parse_ipv6("1::2::3")', ''],
    ['parse_ipv6("::")', '0000:0000:0000:0000:0000:0000:0000:0000'],
  ],
  parse_ipv6_mask: [
    ['parse_ipv6_mask("fe80::85d:e82c:9446:7994/120", 124)', 'fe80:0000:0000:0000:085d:e82c:9446:7900'],
  ],
  ipv6_compare: [
    ['ipv6_compare("192.168.1.1/24", "::ffff:c0a8:01ff")', '0'],
    ['ipv6_compare("fe80::1", "fe80::2")', '-1'],
  ],
  ipv6_is_match: [['ipv6_is_match("fe80::85d:e82c:9446:7994/120", "fe80::85d:e82c:9446:7998")', 'True']],
  ipv6_is_in_range: [['ipv6_is_in_range("a5e:f127::abcd", "a5e:f127::/32")', 'True']],
  ipv6_is_in_any_range: [['ipv6_is_in_any_range("a5e::1", "b::/16", "a5e::/16")', 'True']],
  has_ipv4: [
    ['has_ipv4("05:04:54 127.0.0.1 GET /favicon.ico 404", "127.0.0.1")', 'True'],
    ['has_ipv4("05:04:54127.0.0.1 GET", "127.0.0.1")', 'False'],
    ['has_ipv4("127.0.0.256", "127.0.0.256")', 'False'],
  ],
  has_any_ipv4: [['has_any_ipv4("at 10.0.0.1,", "1.1.1.1", "10.0.0.1")', 'True']],
  has_ipv4_prefix: [
    ['has_ipv4_prefix("at 127.0.0.1 x", "127.0.")', 'True'],
    ['has_ipv4_prefix("at 127.0.0.1 x", "127.0")', 'False'],
  ],
  has_any_ipv4_prefix: [['has_any_ipv4_prefix("at 127.0.0.1 x", dynamic(["10.", "127."]))', 'True']],
  parse_url: [
    [
      'parse_url("https://john:123@google.com:1234/this/is/a/path?k1=v1&k2=v2#fragment")',
      '{"Scheme":"https","Host":"google.com","Port":"1234","Path":"/this/is/a/path","Username":"john","Password":"123","Query Parameters":{"k1":"v1","k2":"v2"},"Fragment":"fragment"}',
    ],
    ['parse_url("http://[::1]:80/").Host', '[::1]'],
    ['parse_url("http://a/b").Port', ''],
  ],
  parse_urlquery: [['parse_urlquery("k1=v1&k2=v2&k3")', '{"Query Parameters":{"k1":"v1","k2":"v2","k3":""}}']],
  parse_csv: [
    ['parse_csv(\'aa,"b,b,b",cc,"say ""hi"""\')', '["aa","b,b,b","cc","say \\"hi\\""]'],
    ['parse_csv("a,b\\nc,d")', '["a","b"]'],
    ['parse_csv("")', '[""]'],
  ],
  extract_json: [
    ['extract_json("$.a.b[1]", \'{"a":{"b":[1,"x"]}}\')', 'x'],
    ['extract_json("$.a", \'{"a":12}\', typeof(long))', '12'],
    ['extract_json("$.z", \'{"a":12}\')', ''],
    ['extract_json("$.a", "no json")', ''],
  ],
  extractjson: [['extractjson("$[\'a b\']", \'{"a b":{"c": 1}}\')', '{"c":1}']],
  parse_path: [
    [
      'parse_path("/usr/lib/temp/file.txt")',
      '{"Scheme":"","RootPath":"","DirectoryPath":"/usr/lib/temp","DirectoryName":"temp","Filename":"file.txt","Extension":"txt","AlternateDataStreamName":""}',
    ],
    ['parse_path(@"C:\\temp\\x.tar.gz").Extension'.replaceAll('\\\\', '\\'), 'gz'],
  ],
  parse_version: [
    ['parse_version("1.2.3.40")', '1000000020000000300000040'],
    ['parse_version("1.2.3.4.5")', null],
    ['parse_version("1") > parse_version("0.9.9")', 'True'],
  ],
  parse_command_line: [
    [
      'parse_command_line(\'echo "hello world!" a\\\\\\\\"b c" d\', "windows")',
      '["echo","hello world!","a\\\\b c","d"]',
    ],
    ['parse_command_line("", "windows")', null],
  ],
};
