import type { LocatedCondition } from '../../condition/ast.ts';
import { partOf } from '../../yaml/part.ts';
import { type Leaf, leavesOf, namesAt } from '../condition.ts';
import type { LintDocument } from '../document.ts';
import { isPlainlyWritten } from '../edits.ts';
import { withDetection } from '../example.ts';
import { type Edit, type Found, lintRule } from '../rule.ts';

export const ofOne = lintRule({
  code: 'lint-of-one',
  doc: '`1 of them`, `1 of name` or `all of …` that is one search identifier. `1 of name_*` with one may wait for more.',
  examples: [
    { text: ofThem('«1 of them»'), fixed: ofThem('selection') },
    { text: ofThem('«all of selection»'), fixed: ofThem('selection') },
    { text: ofThem('not «all of sel*»'), fixed: ofThem('not selection') },
  ],
  counterExamples: [
    ofThem('1 of selection*'),
    withDetection('a:', '    Image: /bin/a', 'b:', '    Image: /bin/b', 'condition: 1 of them'),
  ],
  find: (document) =>
    document.conditions.flatMap((located) =>
      leavesOf(located.condition).flatMap((leaf) => onlyOne(leaf, located, document)),
    ),
});

function ofThem(condition: string): string {
  return withDetection('selection:', '    Image: /bin/sh', `condition: ${condition}`);
}

function onlyOne(
  leaf: Leaf,
  { scalar }: LocatedCondition,
  document: LintDocument,
): Found<{ written: string; name: string }>[] {
  if (leaf.kind !== 'quantified') return [];
  const { quantifier, pattern, start, end } = leaf;
  const [name, ...others] = namesAt(leaf, document);
  const waits = quantifier === '1' && pattern !== 'them' && pattern.includes('*');
  if (name === undefined || others.length > 0 || waits) return [];
  const at = partOf(scalar, start, end);
  const fix: readonly Edit[] = [{ start: at.start, end: at.end, text: name }];
  const isSafe = isPlainlyWritten(scalar) && scalar.style !== 'double' && /^[A-Za-z]\w*$/.test(name);
  return [{ at, args: { written: scalar.text.slice(start, end), name }, fix: isSafe ? fix : undefined }];
}
