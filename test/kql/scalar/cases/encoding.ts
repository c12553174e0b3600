import type { Cases } from '../case.ts';

export const encodingCases: Cases = {
  base64_decode_tostring: [
    ['base64_decode_tostring("S3VzdG8=")', 'Kusto'],
    ['base64_decode_tostring("w6k=")', 'é'],
    ['base64_decode_tostring("/w==")', ''],
    ['base64_decode_tostring("!")', ''],
    ['base64_decode_tostring("")', ''],
  ],
  base64_decodestring: [['base64_decodestring("S3VzdG8=")', 'Kusto']],
  base64_encode_tostring: [['base64_encode_tostring("é")', 'w6k=']],
  base64_encodestring: [['base64_encodestring("Kusto")', 'S3VzdG8=']],
  base64_decode_toarray: [
    ['base64_decode_toarray("S3VzdG8=")', '[75,117,115,116,111]'],
    ['base64_decode_toarray("S3V")', null],
  ],
  base64_encode_fromarray: [['base64_encode_fromarray(dynamic([75,117,115,116,111]))', 'S3VzdG8=']],
  base64_encode_fromguid: [
    ['base64_encode_fromguid(toguid("ae3133f2-6e22-49ae-b06a-16e6a9b212eb"))', '8jMxriJurkmwahbmqbIS6w=='],
  ],
  base64_decode_toguid: [
    ['base64_decode_toguid("8jMxriJurkmwahbmqbIS6w==")', 'ae3133f2-6e22-49ae-b06a-16e6a9b212eb'],
    ['base64_decode_toguid("S3VzdG8=")', null],
  ],
  url_decode: [
    ['url_decode("https%3a%2f%2fwww.bing.com%2f")', 'https://www.bing.com/'],
    ['url_decode("%C3%A9%zz")', 'é%zz'],
  ],
  url_encode: [['url_encode("https://www.bing.com/a b")', 'https%3a%2f%2fwww.bing.com%2fa+b']],
  url_encode_component: [['url_encode_component("a b/é")', 'a%20b%2f%c3%a9']],
  zlib_decompress_from_base64_string: [
    ['zlib_decompress_from_base64_string("eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=")', 'Test string 123'],
    ['zlib_decompress_from_base64_string("x0x0x0")', ''],
  ],
  gzip_decompress_from_base64_string: [
    ['gzip_decompress_from_base64_string("H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==")', 'hello'],
    ['gzip_decompress_from_base64_string("")', ''],
  ],
  punycode_from_string: [['punycode_from_string("académie-française")', 'acadmie-franaise-npb1a']],
  punycode_to_string: [['punycode_to_string("acadmie-franaise-npb1a")', 'académie-française']],
  punycode_domain_from_string: [['punycode_domain_from_string("xn--Ge-mia.Bulg.edu")', 'Gáe.Bulg.edu']],
  unicode_codepoints_from_string: [['unicode_codepoints_from_string("a𝄞")', '[97,119070]']],
  to_utf8: [['to_utf8("a")', '[97]']],
  unicode_codepoints_to_string: [
    ['unicode_codepoints_to_string(dynamic([75, 117]), 115)', 'Kus'],
    ['unicode_codepoints_to_string(55296)', ''],
  ],
  isutf8: [['isutf8("some string")', 'True']],
  isascii: [
    ['isascii("some string")', 'True'],
    ['isascii("é")', 'False'],
  ],
  hash: [['hash("World")', '1846988464401551951']],
  hash_xxhash64: [
    ['hash_xxhash64("World")', '1846988464401551951'],
    ['hash_xxhash64(datetime("2015-01-01"))', '1380966698541616202'],
    // By the reference implementation, for the empty text and one of more than 32 bytes.
    ['hash_xxhash64("")', '-1205034819632174695'],
    ['hash_xxhash64("The quick brown fox jumps over the lazy dog")', '802816344064684476'],
  ],
  hash_md5: [['hash_md5("World")', 'f5a7924e621e84c9280a9a27e1bcb7f6']],
  hash_sha1: [['hash_sha1("World")', '70c07ec18ef89c5309bbb0937f3a6342411e1fdd']],
  hash_sha256: [['hash_sha256("")', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855']],
};
