/** What rows are made of where lists are taken apart: one absent value of an absent list, nothing of an empty one. */
export const LIST_MACROS: readonly string[] = [
  `CREATE MACRO kql_elements(j) AS CASE coalesce(json_type(j), 'NULL')
     WHEN 'NULL' THEN [NULL::JSON]
     WHEN 'ARRAY' THEN list_transform(json_extract(j, '$[*]'), x -> nullif(x, 'null'::JSON))
     WHEN 'OBJECT' THEN list_transform(json_keys(j), k -> json_object(k, kql_member(j, k)))
     ELSE [j] END`,
  // A property is a list of its name and its value.
  `CREATE MACRO kql_pairs(j) AS CASE json_type(j)
     WHEN 'OBJECT' THEN list_transform(json_keys(j), k -> json_array(k, kql_member(j, k)))
     ELSE kql_elements(j) END`,
  `CREATE MACRO kql_flat(l) AS list_distinct(flatten(list_transform(l, x -> CASE json_type(x)
     WHEN 'ARRAY' THEN list_filter(kql_elements(x), y -> y IS NOT NULL) ELSE [x] END)))`,
];
