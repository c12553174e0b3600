/** Positions in texts. */
export const TEXT_MACROS: readonly string[] = [
  // Where the n-th match begins: behind the texts before it and the matches between them. Matches of nothing end the query.
  `CREATE MACRO kql_index_of(s, re, start, nth) AS CASE
     WHEN list_contains(regexp_extract_all(s, re), '') THEN error('not supported here: indexof_regex of a match of nothing')
     WHEN length(regexp_extract_all(s, re)) < nth THEN -1
     ELSE CAST(start + length(array_to_string(list_slice(regexp_split_to_array(s, re), 1, nth), '')) +
       length(array_to_string(list_slice(regexp_extract_all(s, re), 1, nth - 1), '')) AS BIGINT) END`,
];
