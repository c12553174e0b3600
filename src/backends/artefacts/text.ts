import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { Named, Query } from '../../kql/ast.ts';
import { type Printed, printQuery } from '../../kql/print/query.ts';
import type { About } from './artefact.ts';

/** Characters, UTF-16 units, of the query of a rule or hunting query in Sentinel. */
export const MAX_QUERY = 10_000;

/** The query with columns added behind it, if it fits; without blanks in front of its lines where only that fits. */
export function limitedText(rule: About, query: Query, extend: readonly Named[]): Printed | Diagnostic {
  const whole = withColumns(query, extend);
  const readable = printQuery(whole);
  if (readable.text.length <= MAX_QUERY) return readable;
  const compact = printQuery(whole, 'compact');
  if (compact.text.length <= MAX_QUERY) return compact;
  return report('artefact-long', rule.span, { length: compact.text.length, limit: MAX_QUERY });
}

export function withColumns(query: Query, columns: readonly Named[]): Query {
  return columns.length === 0 ? query : { ...query, operators: [...query.operators, { kind: 'extend', columns }] };
}
