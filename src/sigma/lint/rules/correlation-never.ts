import { meets, tellingValues } from '../../correlation/threshold.ts';
import { valueAt } from '../../yaml/node.ts';
import { correlationOf, rangeOf, type WrittenCorrelation } from '../correlation.ts';
import { withCorrelation } from '../example.ts';
import { lintRule } from '../rule.ts';

const COUNT = ['type: event_count', 'rules: [first]', 'group-by: [Dvc]', 'timespan: 1m'];
const SUM = ['type: value_sum', 'rules: [first]', 'group-by: [Dvc]', 'timespan: 1m'];

export const correlationNever = lintRule({
  code: 'lint-correlation-never',
  doc: 'A condition that no number satisfies, or none that can be counted: `lt: 1`, more rules than there are.',
  examples: [
    { text: withCorrelation(...COUNT, 'condition: «{gt: 10, lt: 5}»') },
    { text: withCorrelation(...COUNT, 'condition: «{lt: 1}»') },
    { text: withCorrelation(...COUNT, 'condition: «{gt: 2, lt: 3}»') },
    { text: withCorrelation(...SUM, 'condition: «{field: ProcessId, gt: 2, lte: 2}»') },
    {
      text: withCorrelation(
        'type: temporal',
        'rules: [first, second]',
        'group-by: [Dvc]',
        'timespan: 1m',
        'condition: «{gte: 3}»',
      ),
    },
  ],
  counterExamples: [
    withCorrelation(...COUNT, 'condition: {gt: 100, lte: 200}'),
    withCorrelation(...COUNT, 'condition: {lt: 2}'),
    withCorrelation(...SUM, 'condition: {field: ProcessId, gt: 2, lt: 3}'),
    withCorrelation(...SUM, 'condition: {field: ProcessId, lt: 0}'),
  ],
  find: (document) => {
    const correlation = correlationOf(document);
    const node = correlation === undefined ? undefined : valueAt(correlation.body, 'condition');
    if (correlation === undefined || node?.kind !== 'map' || correlation.thresholds.length === 0) return [];
    const values = tellingValues(correlation.thresholds, rangeOf(correlation));
    const isNever = correlation.rules.length > 0 && !values.some((value) => meets(correlation.thresholds, value));
    return isNever ? [{ at: node.span, args: { reason: reasonOf(correlation) } }] : [];
  },
});

function reasonOf({ type, rules }: WrittenCorrelation): string {
  if (type.startsWith('temporal')) return `1 to ${rules.length} rules can match`;
  return type.endsWith('_count') ? 'what is counted is 1 or a greater whole number' : 'no number satisfies all of it';
}
