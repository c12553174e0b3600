import { partOf } from '../../yaml/part.ts';
import { codePointName, namesIn, valuesIn } from '../characters.ts';
import { withDetection, withSelection } from '../example.ts';
import { lintRule } from '../rule.ts';

/** What is shown as nothing or as a blank, moves the cursor, or turns the direction of text around. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this expression is for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufff9-\ufffb\p{Default_Ignorable_Code_Point}]/gu;

export const invisibleCharacter = lintRule({
  code: 'lint-invisible-character',
  doc: 'A zero-width, control or unusual blank character in a name or a value, typed as itself and not as an escape.',
  examples: [
    { text: withSelection("CommandLine|contains: 'who«\u200b»ami'") },
    { text: withSelection("CommandLine|contains: 'cat«\u00a0»/etc/passwd'") },
    { text: withDetection('«\u00ad»sel:', '    Image: /bin/sh', 'condition: "\\u00adsel"') },
  ],
  counterExamples: [
    withSelection('CommandLine|contains: "who\\u200bami"'),
    withSelection("CommandLine|contains: 'who ami'"),
    withSelection('CommandLine|contains:', "    - '\u00a0'", "    - 'a \u{1f3f3}\ufe0f'"),
  ],
  find: (document) =>
    [...namesIn(document), ...valuesIn(document)].flatMap(({ scalar, where }) => {
      const found = firstIn(scalar.text);
      if (found === undefined) return [];
      const at = partOf(scalar, found.index, found.index + found.character.length);
      const isTyped = at.source.text.startsWith(found.character, at.start);
      return isTyped ? [{ at, args: { character: codePointName(found.character), where } }] : [];
    }),
});

/** Of each text the first is enough. A value of nothing else looks for such characters, and means to. */
function firstIn(text: string): { readonly index: number; readonly character: string } | undefined {
  if (text.replace(INVISIBLE, '') === '') return undefined;
  for (const { 0: character, index } of text.matchAll(INVISIBLE))
    if (!isOfEmoji(character, text.slice(0, index))) return { index, character };
  return undefined;
}

/** Joiners and selectors belong to the picture before them. */
function isOfEmoji(character: string, before: string): boolean {
  return /^(\u200d|\ufe0f|[\u{e0020}-\u{e007f}])$/u.test(character) && EMOJI_BEFORE.test(before);
}

const EMOJI_BEFORE = /(\p{Emoji}|\ufe0f|[\u{e0020}-\u{e007f}])$/u;
