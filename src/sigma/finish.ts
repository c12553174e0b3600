import type { StringPattern, Test, ValueTest } from './ir.ts';
import { patternOfBytes } from './modifiers/bytes.ts';
import type { Draft, DraftValue, ItemDraft } from './modifiers/modifier.ts';
import { literalPattern, widen } from './pattern.ts';
import type { Problems } from './problems.ts';
import type { YamlScalar } from './yaml/node.ts';

/** Makes a test of a value that has gone through the modifiers. `isKeyword`: it is looked for inside values. */
export function finish(draft: Draft, item: ItemDraft, isKeyword: boolean, problems: Problems): ValueTest {
  const { text, span } = draft.scalar;
  const tests = draft.values.map((value) => finishValue(value, draft.scalar, item, problems));
  const asked = isKeyword ? tests.map((test) => keywordTest(test, draft.scalar, item, problems)) : tests;
  if (asked.some(matchesEverything))
    problems.add('sigma-matches-everything', span, { written: item.written === '' ? 'keyword' : item.written });
  const [only] = asked;
  return { text, span, ...(only !== undefined && asked.length === 1 ? only : { kind: 'variants', of: asked }) };
}

function finishValue(value: DraftValue, scalar: YamlScalar, { cased }: ItemDraft, problems: Problems): Test {
  switch (value.kind) {
    case 'string':
      return { kind: 'string', pattern: value.pattern, cased };
    case 'boolean':
      return { kind: 'string', pattern: literalPattern(scalar.text), cased };
    case 'bytes':
      return { kind: 'string', pattern: patternOfBytes(value, scalar, problems) ?? [], cased };
    case 'fieldref':
      return { ...value, cased };
    case 'number':
    case 'null':
    case 'regex':
    case 'cidr':
    case 'exists':
    case 'compare':
    case 'time':
      return value;
  }
}

function keywordTest(test: Test, scalar: YamlScalar, { cased }: ItemDraft, problems: Problems): Test {
  if (test.kind === 'null') problems.add('sigma-empty', scalar.span, { what: 'the keyword' });
  if (test.kind === 'number') return { kind: 'string', pattern: around(literalPattern(scalar.text)), cased };
  return test.kind === 'string' ? { ...test, pattern: around(test.pattern) } : test;
}

function around(pattern: StringPattern): StringPattern {
  return widen(pattern, { before: true, behind: true });
}

function matchesEverything(test: Test): boolean {
  return test.kind === 'string' && test.pattern.length === 1 && test.pattern[0]?.kind === 'many';
}
