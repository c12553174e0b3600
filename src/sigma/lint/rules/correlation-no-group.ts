import { valueAt } from '../../yaml/node.ts';
import { correlationOf } from '../correlation.ts';
import { withCorrelation } from '../example.ts';
import { lintRule } from '../rule.ts';

export const correlationNoGroup = lintRule({
  code: 'lint-correlation-no-group',
  doc: 'A correlation without `group-by`.',
  examples: [
    { text: withCorrelation('«t»ype: event_count', 'rules: [first]', 'timespan: 1m', 'condition: {gte: 3}') },
    { text: withCorrelation('type: temporal', 'rules: [first, second]', 'group-by: «[]»', 'timespan: 1m') },
  ],
  counterExamples: [withCorrelation('type: temporal', 'rules: [first, second]', 'group-by: [Dvc]', 'timespan: 1m')],
  find: (document) => {
    const body = correlationOf(document)?.body;
    if (body === undefined) return [];
    const groupBy = valueAt(body, 'group-by');
    if (groupBy === undefined) return [{ at: { ...body.span, end: body.span.start + 1 }, args: {} }];
    const isEmpty = groupBy.kind === 'null' || (groupBy.kind === 'list' && groupBy.items.length === 0);
    return isEmpty ? [{ at: groupBy.span, args: {} }] : [];
  },
});
