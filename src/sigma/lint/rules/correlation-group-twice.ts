import { correlationOf } from '../correlation.ts';
import { withCorrelation } from '../example.ts';
import { textsAt } from '../read.ts';
import { lintRule } from '../rule.ts';

export const correlationGroupTwice = lintRule({
  code: 'lint-correlation-group-twice',
  doc: 'A field that is twice in `group-by`.',
  examples: [
    {
      text: withCorrelation('type: temporal', 'rules: [first, second]', 'group-by: [Dvc, User, «Dvc»]', 'timespan: 1m'),
    },
  ],
  counterExamples: [
    withCorrelation('type: temporal', 'rules: [first, second]', 'group-by: [Dvc, User]', 'timespan: 1m'),
  ],
  find: (document) => {
    const body = correlationOf(document)?.body;
    const fields = body === undefined ? [] : textsAt(body, 'group-by');
    const seen = new Set<string>();
    return fields.flatMap(({ text, span }) => {
      const isAgain = seen.has(text);
      seen.add(text);
      return isAgain ? [{ at: span, args: { field: text } }] : [];
    });
  },
});
