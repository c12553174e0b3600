import { row } from './row.ts';

const didYouMean = (suggestion: string | undefined): string =>
  suggestion === undefined ? '' : `; did you mean '${suggestion}'?`;

/** What is said of rules that become KQL. */
export const kqlCodes = {
  'kql-no-table': row<{ logsource: string; target: string; known: string }>(
    'error',
    ({ logsource, target, known }) => `${target} has no table for the log source ${logsource} (it has: ${known})`,
    'The rule was not converted. Another --target may have a table for it.',
  ),
  'kql-unknown-field': row<{ field: string; table: string; suggestion: string | undefined }>(
    'error',
    ({ field, table, suggestion }) => `${table} has nothing for the field '${field}'${didYouMean(suggestion)}`,
    'The rule was not converted, since a query without this field would find something else.',
  ),
  'kql-no-ancestors': row<{ table: string }>(
    'error',
    ({ table }) => `${table} has no list of ancestors`,
    'The rule was not converted. Ask for the parent, or use --target sentinel-asim over sources that we normalised.',
  ),
  'kql-ancestors-from-us': row<{ table: string }>(
    'warning',
    ({ table }) => `only rows of ${table} that this program has normalised carry AdditionalFields.Ancestors`,
    'On rows of other sources the part about ancestors never holds.',
  ),
  'kql-ancestor-absent': row<Record<never, never>>(
    'error',
    () => 'a query cannot ask whether an ancestor has no name',
    'The rule was not converted. Ask for a value that an ancestor has.',
  ),
  'kql-ancestor-reference': row<Record<never, never>>(
    'error',
    () => 'a query cannot compare a field with every ancestor',
    'The rule was not converted. Compare with the parent, or with a value.',
  ),
  'kql-text-of-time': row<Record<never, never>>(
    'error',
    () => 'this field is a time in the table, and has no text to be compared with',
    'The rule was not converted. Use the modifiers minute, hour, day, week, month or year.',
  ),
  'kql-case-beyond-ascii': row<Record<never, never>>(
    'warning',
    () => 'the value has letters beyond ASCII, whose case Kusto may fold in another way than the matcher does',
    'Add `|cased` if letter case is known, or give each spelling as a value.',
  ),
  'kql-word-boundary': row<Record<never, never>>(
    'warning',
    () => 'Kusto may see the boundary of a word at another place where a letter beyond ASCII stands beside it',
    'Write out which characters may stand there, such as `(^|[^0-9A-Za-z_])`.',
  ),
  'kql-hash': row<{ value: string }>(
    'error',
    ({ value }) => `'${value}' is no hash in the form KIND=VALUE, nor of a known length`,
    'The rule was not converted. Kinds are MD5, SHA1, SHA256, SHA512 and IMPHASH.',
  ),
  'kql-not-supported': row<{ what: string }>(
    'error',
    ({ what }) => `${what} is not supported here yet`,
    'The query was not run: an answer without it would be another answer.',
  ),
  'kql-invalid': row<{ code: string; message: string }>(
    'error',
    ({ code, message }) => `${message} (${code})`,
    "This is what Microsoft's parser says of the query; it was not run.",
  ),
};
