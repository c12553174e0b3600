import type { Cases } from '../case.ts';

export const arrayCases: Cases = {
  array_length: [
    ['array_length(dynamic([1,[2,3],{"a":[4,5]},"x,y"]))', '4'],
    ['array_length(dynamic([]))', '0'],
    ['array_length(parse_json("{}"))', null],
    ['array_length(dynamic(null))', null],
  ],
  array_concat: [
    ['array_concat(dynamic([1,2]), dynamic([]), dynamic(["a"]))', '[1,2,"a"]'],
    ['array_concat(dynamic([9007199254740993]), dynamic([1]))[0]', '9007199254740993'],
  ],
  array_iff: [
    ['array_iff(dynamic([true,false,true]), dynamic([1,2,3]), dynamic([4,5,6]))', '[1,5,3]'],
    ['array_iff(dynamic([1,0,50]), "yes", "no")', '["yes","no","yes"]'],
    ['array_iff(dynamic([true,"x"]), dynamic([1]), dynamic([2]))', '[1,null]'],
  ],
  array_iif: [['array_iif(dynamic([false]), 1, 2)', '[2]']],
  array_index_of: [
    ['array_index_of(dynamic(["this","is","an","example"]), "an")', '2'],
    ['array_index_of(dynamic([1,2.0,3]), 2)', '1'],
    ['array_index_of(dynamic(["a","b","a"]), "a", 1)', '2'],
    ['array_index_of(dynamic(["a","b","a"]), "a", -1)', '2'],
    ['array_index_of(dynamic(["a","b","a"]), "a", 0, 1, 2)', '-1'],
  ],
  array_reverse: [['array_reverse(dynamic([1,"a",null]))', '[null,"a",1]']],
  array_rotate_left: [
    ['array_rotate_left(dynamic([1,2,3,4,5]), 2)', '[3,4,5,1,2]'],
    ['array_rotate_left(dynamic([1,2,3]), -4)', '[3,1,2]'],
    ['array_rotate_left(dynamic([]), 1)', '[]'],
  ],
  array_rotate_right: [['array_rotate_right(dynamic([1,2,3,4,5]), 2)', '[4,5,1,2,3]']],
  array_shift_left: [
    ['array_shift_left(dynamic([1,2,3]), 2)', '[3,null,null]'],
    ['array_shift_left(dynamic(["a","b"]), 1)', '["b",""]'],
  ],
  array_shift_right: [
    ['array_shift_right(dynamic([1,2,3]), 1, -1)', '[-1,1,2]'],
    ['array_shift_right(dynamic([1,2,3]), -1)', '[2,3,null]'],
  ],
  array_slice: [
    ['array_slice(dynamic([1,2,3]), 1, 2)', '[2,3]'],
    ['array_slice(dynamic([1,2,3,4,5]), 2, -1)', '[3,4,5]'],
    ['array_slice(dynamic([1,2,3,4,5]), -3, -2)', '[3,4]'],
    ['array_slice(dynamic([1,2,3]), 5, 6)', '[]'],
  ],
  array_split: [
    ['array_split(dynamic([1,2,3,4,5]), 2)', '[[1,2],[3,4,5]]'],
    ['array_split(dynamic([1,2,3,4,5]), dynamic([1,3]))', '[[1],[2,3],[4,5]]'],
    ['array_split(dynamic([1,2,3]), -1)', '[[1,2],[3]]'],
  ],
  array_sum: [
    ['array_sum(dynamic([1,2.5]))', '3.5'],
    ['array_sum(dynamic([1,"a"]))', null],
  ],
  array_sort_asc: [
    ['array_sort_asc(dynamic([10,9,100]))', '[9,10,100]'],
    ['array_sort_asc(dynamic([null,"b","a"]))', '["a","b",null]'],
    ['array_sort_asc(dynamic([null,2,1]), false)', '[null,1,2]'],
    ['array_sort_asc(dynamic([2,1]), dynamic(["b","a"]))[1]', '["a","b"]'],
  ],
  array_sort_desc: [['array_sort_desc(dynamic([null,"b","a","c"]))', '["c","b","a",null]']],
  strcat_array: [
    ['strcat_array(dynamic([1,2,3]), "->")', '1->2->3'],
    ['strcat_array(dynamic([]), ",")', ''],
  ],
  zip: [['zip(dynamic([1,2,3]), dynamic(["a","b"]))', '[[1,"a"],[2,"b"],[3,null]]']],
  repeat: [
    ['repeat(1, 3)', '[1,1,1]'],
    ['repeat("a", 0)', '[]'],
  ],
  range: [
    ['range(1, 8, 3)', '[1,4,7]'],
    ['range(3, 1, -1)', '[3,2,1]'],
    ['range(1, 2, 0.5)', '[1,1.5,2]'],
    ['range(datetime(2024-01-01), datetime(2024-01-02), 1d)[1]', '2024-01-02T00:00:00.0000000Z'],
    ['array_length(range(1, 1000000000))', '1048576'],
  ],
  bag_keys: [
    ['bag_keys(dynamic({"a":1,"b":{"c":2}}))', '["a","b"]'],
    ['bag_keys(dynamic({"b":1,"10":1,"2":1}))', '["b","10","2"]'],
    ['bag_keys(parse_json("[]"))', null],
  ],
  bag_has_key: [
    ['bag_has_key(dynamic({"a":{"b":1}}), "a")', 'True'],
    ['bag_has_key(dynamic({"a":{"b":1}}), "$.a.b")', 'True'],
    ['bag_has_key(dynamic({"a":{"b":1}}), "b")', 'False'],
    ['bag_has_key(dynamic({}), "__proto__")', 'False'],
  ],
  bag_merge: [['bag_merge(dynamic({"a":1}), dynamic({"a":2,"b":3}))', '{"a":1,"b":3}']],
  bag_remove_keys: [
    ['bag_remove_keys(dynamic({"a":1,"b":{"c":1,"d":2}}), dynamic(["a","$.b.c","z"]))', '{"b":{"d":2}}'],
  ],
  bag_set_key: [
    ['bag_set_key(dynamic({}), "a", 1)', '{"a":1}'],
    ['bag_set_key(dynamic({"a":1}), "$.b.c", "x")', '{"a":1,"b":{"c":"x"}}'],
  ],
  bag_zip: [
    ['bag_zip(dynamic(["a","b","c"]), dynamic([1,"2"]))', '{"a":1,"b":"2","c":null}'],
    ['bag_zip(dynamic(["a",8,"b"]), dynamic([1,2,3]))', '{"a":1,"b":3}'],
    ['bag_zip(parse_json("a"), dynamic([1]))', null],
  ],
  bag_pack: [
    ['bag_pack("a", 1, "b", "x", "c", bag_pack("d", 1s))', '{"a":1,"b":"x","c":{"d":"00:00:01"}}'],
    ['bag_pack("a", long(null))', '{"a":null}'],
    ['bag_pack("a\\"b", "\\\\")', '{"a\\"b":"\\\\"}'],
  ],
  pack: [['pack("a", true)', '{"a":true}']],
  pack_dictionary: [['pack_dictionary("a", datetime(2024-01-01))', '{"a":"2024-01-01T00:00:00.0000000Z"}']],
  pack_array: [['pack_array(1, "2", 3s, dynamic([4]), long(null))', '[1,"2","00:00:03",[4],null]']],
  pack_all: [
    ['toscalar(print a = 1, b = "" | project pack_all())', '{"a":1,"b":""}'],
    ['toscalar(print a = 1, b = "", c = int(null) | project pack_all(true))', '{"a":1}'],
  ],
  set_union: [['set_union(dynamic([1,2,1]), dynamic([2,3]))', '[1,2,3]']],
  set_intersect: [['set_intersect(dynamic([1,2,3,3]), dynamic([3,2.0]))', '[2,3]']],
  set_difference: [
    ['set_difference(dynamic([1,2,3,3]), dynamic([2]))', '[1,3]'],
    ['set_difference(dynamic([1]), dynamic([1]))', '[]'],
  ],
  set_has_element: [
    ['set_has_element(dynamic(["a","b"]), "b")', 'True'],
    ['set_has_element(dynamic(["a","b"]), "B")', 'False'],
  ],
  set_equals: [['set_equals(dynamic([1,2]), dynamic([2,1,1]))', 'True']],
  jaccard_index: [['jaccard_index(dynamic([1,2,3]), dynamic([2,3,4]))', '0.5']],
};
