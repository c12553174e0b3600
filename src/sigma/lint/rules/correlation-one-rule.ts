import { correlationOf } from '../correlation.ts';
import { withCorrelation } from '../example.ts';
import { lintRule } from '../rule.ts';

export const correlationOneRule = lintRule({
  code: 'lint-correlation-one-rule',
  doc: 'A `temporal` or `temporal_ordered` correlation of one rule.',
  examples: [
    { text: withCorrelation('type: temporal', 'rules: [«first»]', 'group-by: [Dvc]', 'timespan: 1m') },
    { text: withCorrelation('type: temporal_ordered', 'rules: «first»', 'group-by: [Dvc]', 'timespan: 1m') },
  ],
  counterExamples: [
    withCorrelation('type: temporal', 'rules: [first, second]', 'group-by: [Dvc]', 'timespan: 1m'),
    withCorrelation('type: event_count', 'rules: [first]', 'group-by: [Dvc]', 'timespan: 1m', 'condition: {gte: 2}'),
  ],
  find: (document) => {
    const { type = '', rules = [] } = correlationOf(document) ?? {};
    const [only, other] = rules;
    if (!type.startsWith('temporal') || only === undefined || other !== undefined) return [];
    return [{ at: only.span, args: { type } }];
  },
});
