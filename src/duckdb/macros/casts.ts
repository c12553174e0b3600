/** Values as other types, as KQL converts them. Spans are ticks of 100 nanoseconds, counted from the year 1 for times. */
export const CAST_MACROS: readonly string[] = [
  `CREATE MACRO kql_ticks(t) AS epoch_us(t) * 10 + 621355968000000000`,
  `CREATE MACRO kql_from_ticks(n) AS make_timestamp((n - 621355968000000000) // 10 -
     CASE WHEN n < 621355968000000000 AND n % 10 <> 0 THEN 1 ELSE 0 END)`,
  `CREATE MACRO kql_datetime_text(t) AS strftime(t, '%Y-%m-%dT%H:%M:%S.%f') || '0Z'`,
  `CREATE MACRO kql_timespan_text(n) AS CASE WHEN n < 0 THEN '-' ELSE '' END ||
     CASE WHEN abs(n) >= 864000000000 THEN (abs(n) // 864000000000) || '.' ELSE '' END ||
     lpad(CAST((abs(n) // 36000000000) % 24 AS VARCHAR), 2, '0') || ':' ||
     lpad(CAST((abs(n) // 600000000) % 60 AS VARCHAR), 2, '0') || ':' ||
     lpad(CAST((abs(n) // 10000000) % 60 AS VARCHAR), 2, '0') ||
     CASE WHEN n % 10000000 <> 0 THEN '.' || lpad(CAST(abs(n) % 10000000 AS VARCHAR), 7, '0') ELSE '' END`,
  `CREATE MACRO kql_decimal_text(d) AS CASE WHEN contains(CAST(d AS VARCHAR), '.')
     THEN rtrim(rtrim(CAST(d AS VARCHAR), '0'), '.') ELSE CAST(d AS VARCHAR) END`,
  `CREATE MACRO kql_long(s) AS CASE WHEN regexp_full_match(s, '\\s*(?:[-+]?[0-9]+|0[xX][0-9A-Fa-f]+)\\s*')
     THEN TRY_CAST(trim(s) AS BIGINT) END`,
  `CREATE MACRO kql_real(s) AS CASE WHEN regexp_full_match(s, '\\s*[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?\\s*')
     THEN TRY_CAST(trim(s) AS DOUBLE) END`,
  `CREATE MACRO kql_decimal(s) AS CASE WHEN regexp_full_match(s, '\\s*[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?\\s*')
     THEN TRY_CAST(trim(s) AS DECIMAL(38, 17)) END`,
  `CREATE MACRO kql_bool(s) AS CASE WHEN lower(trim(s)) = 'true' THEN true WHEN lower(trim(s)) = 'false' THEN false
     ELSE kql_long(s) <> 0 END`,
  `CREATE MACRO kql_guid(s) AS CASE WHEN regexp_full_match(s, '\\s*\\{?[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12}\\}?\\s*')
     THEN TRY_CAST(trim(s) AS UUID) END`,
  `CREATE MACRO kql_json_text(j) AS j ->> '$'`,
  // A number in JSON keeps its 64 bits where it has no fraction.
  `CREATE MACRO kql_json_long(j) AS CASE WHEN json_type(j) IN ('BIGINT', 'UBIGINT') THEN TRY_CAST(j ->> '$' AS BIGINT)
     WHEN json_type(j) = 'DOUBLE' THEN TRY_CAST(trunc(TRY_CAST(j ->> '$' AS DOUBLE)) AS BIGINT)
     WHEN json_type(j) = 'BOOLEAN' THEN CASE WHEN j ->> '$' = 'true' THEN 1 ELSE 0 END
     WHEN json_type(j) = 'VARCHAR' THEN kql_long(j ->> '$') END`,
  `CREATE MACRO kql_json_real(j) AS CASE WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN TRY_CAST(j ->> '$' AS DOUBLE)
     WHEN json_type(j) = 'VARCHAR' THEN kql_real(j ->> '$') END`,
  `CREATE MACRO kql_json_bool(j) AS CASE WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN TRY_CAST(j ->> '$' AS DOUBLE) <> 0
     WHEN json_type(j) IN ('VARCHAR', 'BOOLEAN') THEN kql_bool(j ->> '$') END`,
  // Text that is no JSON stays a text.
  `CREATE MACRO kql_parse_json(s) AS CASE WHEN trim(s) IN ('', 'null') THEN NULL WHEN json_valid(s) THEN json(s)
     ELSE to_json(s) END`,
];
