import { row } from './row.ts';

/** What is said of correlations that become KQL. */
export const kqlCorrelationCodes = {
  'kql-correlation-member': row<{ rule: string }>(
    'error',
    ({ rule }) => `the rule '${rule}' that is counted here was not converted`,
    'The correlation was not converted, since it would count something else. See what is said of the rule.',
  ),
  'kql-correlation-time': row<{ field: string }>(
    'error',
    ({ field }) => `'${field}' is a time in the table, and has not the text that a log had for it`,
    'The correlation was not converted. Group by, or measure, a field that is text or a number.',
  ),
  'kql-correlation-chains': row<{ rules: number; limit: number }>(
    'error',
    ({ rules, limit }) => `a query follows rows of some of ${rules} rules only up to ${limit} rules`,
    'The correlation was not converted. Leave out the condition, so that all rules must match in their order.',
  ),
};
