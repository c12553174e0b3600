import { regexProblem } from '../regex.ts';
import { partOf } from '../yaml/part.ts';
import { type DraftValue, eachValue, type Modifier } from './modifier.ts';

export const re: Modifier = {
  name: 're',
  doc: 'The value is a regular expression, searched for anywhere in the field; letter case counts.',
  section: 'Regular Expression',
  accepts: ['string', 'number', 'boolean'],
  conflicts: ['contains', 'startswith', 'endswith', 'cased', 'cidr', 'exists'],
  onKeywords: true,
  apply: (item, { problems }) =>
    eachValue(item, (_, scalar): readonly DraftValue[] => {
      const problem = regexProblem(scalar.text);
      if (problem === undefined) return [{ kind: 'regex', pattern: scalar.text, flags: '' }];
      problems.add('sigma-regex', partOf(scalar, problem.start, problem.end), { reason: problem.reason });
      return [];
    }),
};
