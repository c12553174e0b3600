import { nearest } from '../../suggest.ts';
import { withKeys } from '../example.ts';
import { CORRELATION_KEYS, FILTER_KEYS, RULE_KEYS } from '../keys.ts';
import { lintRule } from '../rule.ts';

/** Keys of the reader's own, and of collections. */
const OTHER_KEYS = ['action', 'correlation', 'filter', 'detection', 'generate'];

const KEYS = { rule: RULE_KEYS, filter: FILTER_KEYS, correlation: CORRELATION_KEYS } as const;

export const unknownKey = lintRule({
  code: 'lint-unknown-key',
  doc: 'A key at the top that is nearly one of the specification: `reference`, `Level`.',
  examples: [
    { text: withKeys('«reference»:', '    - https://example.org/report') },
    { text: withKeys('«Status»: test') },
  ],
  counterExamples: [withKeys('x_severity: 3', 'ruletype: Sigma'), withKeys('status: test')],
  find: ({ kind, root }) => {
    const known: readonly string[] = KEYS[kind];
    const all: readonly string[] = [...RULE_KEYS, ...OTHER_KEYS];
    return root.entries.flatMap(({ key }) => {
      const suggestion = all.includes(key.text) ? undefined : nearest(key.text, known);
      return suggestion === undefined ? [] : [{ at: key.span, args: { key: key.text, suggestion } }];
    });
  },
});
