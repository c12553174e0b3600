import type { ValueTest } from '../../ir.ts';
import { withSelection } from '../example.ts';
import type { WrittenItem } from '../items.ts';
import { type Found, lintRule } from '../rule.ts';

export const regexPlain = lintRule({
  code: 'lint-regex-plain',
  doc: 'A regular expression that is plain text, with anchors or not.',
  examples: [
    { text: withSelection("CommandLine|re: «'wget http'»") },
    { text: withSelection("Image|re|i: «'^/usr/bin/php8\\.2$'»") },
    { text: withSelection("Image|re: «'(?i)\\.php$'»") },
    { text: withSelection("CommandLine|re: «'.*nc -e.*'»") },
  ],
  counterExamples: [
    withSelection("CommandLine|re: 'wget.http'"),
    withSelection("CommandLine|re: '^.*wget'"),
    withSelection("CommandLine|re|m: '^wget'"),
    withSelection("CommandLine|re: 'a\\d'"),
  ],
  find: ({ items }) => items.flatMap(plainIn),
});

const HARMLESS = ['re', 'i', 's', 'all', 'neq'];
/** Characters that mean themselves, and others behind a backslash. */
const PLAIN = /^(?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])+$/su;

function plainIn({ field, modifiers, item }: WrittenItem): Found<{ instead: string }>[] {
  if (item === undefined || field === '' || !modifiers.every((name) => HARMLESS.includes(name))) return [];
  return item.tests.flatMap((test) => {
    const modifier = insteadOf(test);
    if (modifier === undefined) return [];
    const instead = [field, ...modifier].join('|');
    return [{ at: test.span, args: { instead } }];
  });
}

/** The modifiers that say the same of plain text. */
function insteadOf(test: ValueTest): string[] | undefined {
  if (test.kind !== 'regex') return undefined;
  const [, inline = '', start = '', body = '', end = ''] =
    /^(\(\?i\))?(\^|(?:\.\*)+)?(.*?)(\$|(?:(?<!\\)\.\*)+)?$/s.exec(test.pattern) ?? [];
  if (!PLAIN.test(body)) return undefined;
  const affixes = start === '^' ? (end === '$' ? [] : ['startswith']) : end === '$' ? ['endswith'] : ['contains'];
  if ((start === '^' && end.startsWith('.')) || (end === '$' && start.startsWith('.'))) return undefined;
  return [...affixes, ...(inline !== '' || test.flags.includes('i') ? [] : ['cased'])];
}
