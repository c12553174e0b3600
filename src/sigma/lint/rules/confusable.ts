import { partOf } from '../../yaml/part.ts';
import { codePointName, type Named, namesIn, valuesIn } from '../characters.ts';
import { looksLike } from '../confusables.ts';
import type { LintDocument } from '../document.ts';
import { withDetection, withSelection } from '../example.ts';
import { lintRule } from '../rule.ts';

export const confusable = lintRule({
  code: 'lint-confusable',
  doc: 'A letter that looks like an ASCII letter: anywhere in a name, and within a word of ASCII letters in a value.',
  examples: [
    { text: withSelection("CommandLine|contains: 'wh«о»ami'") },
    { text: withSelection("Comm«а»ndLine|contains: 'whoami'") },
    { text: withDetection('«ѕ»el:', '    Image: /bin/sh', 'condition: 1 of *') },
  ],
  counterExamples: [
    withSelection("CommandLine|contains: 'привет'"),
    withSelection('CommandLine|contains:', "    - 'о'", "    - 'naïve'"),
  ],
  find: (document) =>
    [...suspectsInNames(document), ...suspectsInValues(document)].map(({ scalar, where, index, character, ascii }) => ({
      at: partOf(scalar, index, index + character.length),
      args: { character: codePointName(character), looksLike: ascii, where },
    })),
});

interface Suspect extends Named {
  readonly index: number;
  readonly character: string;
  readonly ascii: string;
}

/** Of each name or word the first suspect is enough. */
function firstIn(text: string, offset: number, named: Named): Suspect[] {
  for (const { 0: character, index } of text.matchAll(/[^\0-\x7f]/gu)) {
    const ascii = looksLike(character);
    if (ascii !== undefined) return [{ ...named, index: offset + index, character, ascii }];
  }
  return [];
}

function suspectsInNames(document: LintDocument): Suspect[] {
  return namesIn(document).flatMap((named) => firstIn(named.scalar.text, 0, named));
}

function suspectsInValues(document: LintDocument): Suspect[] {
  return valuesIn(document).flatMap((named) =>
    [...named.scalar.text.matchAll(/\p{L}+/gu)].flatMap(({ 0: word, index }) =>
      /[A-Za-z]/.test(word) ? firstIn(word, index, named) : [],
    ),
  );
}
