import { printable } from '../../diagnostic/printable.ts';
import type { ProcessEvent } from '../../event/process-event.ts';
import type { CorrelatedField, Measure, SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { PreparedCorrelation, PreparedField } from './prepare.ts';
import { measuredFields } from './prepare.ts';

/** Whether a rule's match with the event counts: `matches`, `no match`, or why it is excluded. */
export type Verdict = 'matches' | 'no match' | { readonly excludedBy: string };

/**
 * What a correlation makes of one event, as plain text, safe for a terminal: for each of its rules whether the event
 * counts, and in which group, with which value. `verdictOf` tells the match of a rule.
 */
export function renderCorrelation(
  { correlation, judgement, groupBy, values }: PreparedCorrelation,
  { columns }: Pick<ProcessEvent, 'columns'>,
  verdictOf: (rule: SigmaCorrelation['rules'][number]['rule']) => Verdict | undefined,
): string {
  const { id, title, rules } = correlation;
  const lines = [`correlation: ${title} (${id})`, `  ${asked(correlation)}`, `  ${JUDGED[judgement]}`];
  for (const [member, { reference, rule }] of rules.entries()) {
    const verdict = verdictOf(rule);
    const read = (fields: readonly PreparedField[], named: readonly CorrelatedField[]): string[] =>
      fields.map((field, at) => {
        const source = field[member];
        const value = source?.kind === 'column' ? (columns[source.column] ?? '') : '';
        return `${named[at]?.name} = ${value === '' ? '(absent)' : value}`;
      });
    const parts = [...read(groupBy, correlation.groupBy), ...read(values, measuredFields(correlation))];
    lines.push(`  ${verdict === 'matches' ? '+' : '-'} ${reference}: ${say(verdict, parts)}`);
  }
  return lines.map(printable).join('\n');
}

const JUDGED = {
  sliding: 'judged at each match, over the timespan that ends there; the other matches are not known here',
  closing: 'judged when a timespan from a first match is over; the other matches are not known here',
} as const;

function say(verdict: Verdict | undefined, parts: readonly string[]): string {
  if (verdict === undefined) return 'a correlation itself: it counts when it holds';
  if (verdict === 'no match') return 'no match, so the event does not count';
  if (verdict === 'matches') return `the event counts${parts.length === 0 ? '' : `, with ${parts.join(', ')}`}`;
  return `excluded by ${verdict.excludedBy}, so the event does not count`;
}

/** `value_count of Image gte 3 within 1m, by Dvc`. */
function asked({ measure, condition, timespan, groupBy }: SigmaCorrelation): string {
  const compared = condition.map(({ operator, value }) => `${operator} ${value}`).join(' and ');
  const by = groupBy.length === 0 ? 'all together' : `by ${groupBy.map(({ name }) => name).join(', ')}`;
  return `${measured(measure)} ${compared} within ${timespan.text}, ${by}`;
}

function measured(measure: Measure): string {
  switch (measure.type) {
    case 'event_count':
    case 'temporal':
    case 'temporal_ordered':
      return measure.type;
    case 'value_count':
      return `${measure.type} of ${measure.fields.map(({ name }) => name).join(', ')}`;
    case 'value_sum':
    case 'value_avg':
    case 'value_median':
      return `${measure.type} of ${measure.field.name}`;
    case 'value_percentile':
      return `${measure.type} ${measure.percentile} of ${measure.field.name}`;
  }
}
