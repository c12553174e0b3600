/** Times: weeks begin on Sunday. */
export const TIME_MACROS: readonly string[] = [
  `CREATE MACRO kql_week(t) AS date_trunc('day', t) - to_days(CAST(dayofweek(t) AS INTEGER))`,
  `CREATE MACRO kql_from_micros(n) AS CASE WHEN n BETWEEN -62135596800000000 AND 253402300799999999
     THEN make_timestamp(CAST(n AS BIGINT)) END`,
  `CREATE MACRO kql_utc_to_local(t, zone) AS timezone(zone, timezone('UTC', t))`,
  `CREATE MACRO kql_zone_utc(t, zone) AS timezone('UTC', timezone(zone, t))`,
  `CREATE MACRO kql_local_to_utc(t, zone) AS kql_zone_utc(t, zone) - (kql_utc_to_local(kql_zone_utc(t, zone), zone) - t)`,
];
