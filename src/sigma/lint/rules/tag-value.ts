import { withKeys } from '../example.ts';
import { textsAt } from '../read.ts';
import { lintRule } from '../rule.ts';
import { FORMS } from '../tags.ts';

export const tagValue = lintRule({
  code: 'lint-tag-value',
  doc: 'A tag of the namespaces `car`, `cve`, `d3fend`, `detection`, `stp` or `tlp` that is not in their form.',
  examples: [{ text: withKeys('tags:', '    - «cve.log4shell»') }, { text: withKeys('tags:', '    - «tlp.orange»') }],
  counterExamples: [withKeys('tags:', '    - cve.2021-44228', '    - tlp.amber', '    - car.2016-04-005')],
  find: ({ root }) =>
    textsAt(root, 'tags').flatMap(({ text, span }) => {
      const [namespace = '', ...rest] = text.toLowerCase().split('.');
      const known = Object.hasOwn(FORMS, namespace) ? FORMS[namespace] : undefined;
      if (known === undefined || rest.length === 0 || known.form.test(rest.join('.'))) return [];
      return [{ at: span, args: { tag: text, expected: known.written } }];
    }),
});
