import { describe, expect, test } from 'vitest';
import { SourceText } from '../../diagnostic/source-text.ts';
import { Problems } from '../problems.ts';
import { valueAt, type YamlScalar } from './node.ts';
import { parseYaml } from './parse.ts';
import { partOf } from './part.ts';

function scalarOf(yaml: string): YamlScalar {
  const [document] = parseYaml(new SourceText('a.yml', yaml), new Problems());
  const node = document?.root?.kind === 'map' ? valueAt(document.root, 'k') : undefined;
  if (node === undefined || node.kind === 'map' || node.kind === 'list') throw new Error('no scalar');
  return node;
}

/** The place in the file of a word of the scalar's text. */
function placeOf(yaml: string, word: string): { at: string; written: string } {
  const scalar = scalarOf(yaml);
  const start = scalar.text.indexOf(word);
  const span = partOf(scalar, start, start + word.length);
  const { line, column } = span.source.position(span.start);
  return { at: `${line}:${column}`, written: yaml.slice(span.start, span.end) };
}

describe('partOf finds a word in', () => {
  test.each([
    ['a plain scalar', 'k: a and word', '1:10', 'word'],
    ['a plain scalar over lines', 'k: a and\n   not\n   word x', '3:4', 'word'],
    ['single quotes', "k: 'it''s a word'", '1:13', 'word'],
    ['double quotes', 'k: "a\\tb \\u0041 word"', '1:17', 'word'],
    ['double quotes over lines', 'k: "a \\\n   b\n   word"', '3:4', 'word'],
    ['a literal block', 'k: |\n  a\n    b\n  word\n', '4:3', 'word'],
    ['a folded block', 'k: >-  # why\n\n  a\n  b\n\n  word\n', '6:3', 'word'],
    ['a block with more indentation', 'k: |2\n    word\n', '2:5', 'word'],
    ['a plain scalar with an anchor', 'k: &a x word', '1:9', 'word'],
  ])('%s', (_, yaml, at, written) => expect(placeOf(yaml, 'word')).toEqual({ at, written }));

  test('and the end of the text', () => {
    const scalar = scalarOf("k: 'ab'");
    expect(partOf(scalar, 2, 2).start).toBe(7);
  });
});
