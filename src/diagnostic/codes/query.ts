import { row } from './row.ts';

/** What is said of queries that are run here. */
export const queryCodes = {
  'query-unreadable': row<{ path: string; reason: string }>(
    'error',
    ({ path, reason }) => `cannot read the query in ${path}: ${reason}`,
    'Give the query itself, or @ and the path of a file that holds it.',
  ),
  'query-too-long': row<{ length: number; limit: number }>(
    'error',
    ({ length, limit }) => `the query has ${length} characters (limit ${limit})`,
    'It was not run. Put long lists into a table, and ask for them with `in (Table)`.',
  ),
  'query-empty': row<Record<never, never>>(
    'error',
    () => 'there is no query',
    'Give a query that ends with a table, such as `imProcessCreate | count`.',
  ),
  'query-too-deep': row<Record<never, never>>(
    'error',
    () => 'the query is nested too deeply to be parsed',
    'It was not run. Write long chains of `or` as lists, with `in` or `has_any`.',
  ),
  'query-failed': row<{ reason: string }>(
    'error',
    ({ reason }) => `the query could not be run to its end: ${reason}`,
    'There is no result. A smaller window of time, or fewer rows before a join, may help.',
  ),
  'query-timeout': row<{ seconds: number }>(
    'error',
    ({ seconds }) => `the query took longer than ${seconds} s`,
    'There is no result. Narrow the query, or allow more with --timeout.',
  ),
  'query-rows-cut': row<{ limit: number }>(
    'warning',
    ({ limit }) => `the result has more rows than ${limit}; the rest is not shown`,
    'Aggregate with summarize, or allow more with --max-rows.',
  ),
  'table-unknown-format': row<{ path: string }>(
    'error',
    ({ path }) => `${path} is no table that can be read`,
    'Files that end with .ndjson, .jsonl, .json, .csv, .tsv (with .gz too) or .parquet can be tables.',
  ),
  'table-unreadable': row<{ path: string; reason: string }>(
    'error',
    ({ path, reason }) => `cannot read ${path} as a table: ${reason}`,
    'The query was not run.',
  ),
  'table-empty': row<{ table: string }>(
    'warning',
    ({ table }) => `nothing here has rows of ${table}: it is empty`,
    'Give a file with its rows: `--table Name=file`.',
  ),
};
