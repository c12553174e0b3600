import { meets, tellingValues } from '../../correlation/threshold.ts';
import { valueAt } from '../../yaml/node.ts';
import { correlationOf, rangeOf } from '../correlation.ts';
import { withCorrelation } from '../example.ts';
import { lintRule } from '../rule.ts';

const COUNT = ['type: event_count', 'rules: [first]', 'group-by: [Dvc]', 'timespan: 1m'];

export const correlationAlways = lintRule({
  code: 'lint-correlation-always',
  doc: 'A condition on a count that holds for any match: `gte: 1`, `gt: 0`, `neq: 0`.',
  examples: [
    { text: withCorrelation(...COUNT, 'condition: «{gte: 1}»') },
    { text: withCorrelation(...COUNT, 'condition: «{gt: 0.5, neq: 0}»') },
    {
      text: withCorrelation(
        'type: temporal',
        'rules: [first, second]',
        'group-by: [Dvc]',
        'timespan: 1m',
        'condition: «{lte: 2}»',
      ),
    },
  ],
  counterExamples: [withCorrelation(...COUNT, 'condition: {gte: 2}'), withCorrelation(...COUNT, 'condition: {neq: 3}')],
  find: (document) => {
    const correlation = correlationOf(document);
    const node = correlation === undefined ? undefined : valueAt(correlation.body, 'condition');
    if (correlation === undefined || node?.kind !== 'map' || correlation.thresholds.length === 0) return [];
    const range = rangeOf(correlation);
    const values = tellingValues(correlation.thresholds, range);
    const isAlways = range.isWhole && range.most > 1 && values.every((value) => meets(correlation.thresholds, value));
    return isAlways ? [{ at: node.span, args: {} }] : [];
  },
});
