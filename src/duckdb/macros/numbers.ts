/** Rounding down to multiples, and bits. */
export const NUMBER_MACROS: readonly string[] = [
  `CREATE MACRO kql_bin(n, step) AS CASE WHEN step > 0 THEN n - (((n % step) + step) % step) END`,
  `CREATE MACRO kql_bin_real(n, step) AS CASE WHEN step > 0 THEN floor(n / step) * step END`,
];
