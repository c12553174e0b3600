import type { Span } from '../diagnostic/source-text.ts';
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
  checkLength(tests, span, problems);
  const asked = isKeyword ? tests.map((test) => keywordTest(test, draft.scalar, item, problems)) : tests;
  if (asked.some(matchesEverything))
    problems.add('sigma-matches-everything', span, { written: item.written === '' ? 'keyword' : item.written });
  const [only] = asked;
  return { text, span, ...(only !== undefined && asked.length === 1 ? only : { kind: 'variants', of: asked }) };
}

/** The most characters with `?` among them that are looked for as one. */
const MAX_WITH_ONE = 500;

function checkLength(tests: readonly Test[], at: Span, problems: Problems): void {
  const lengths = tests.flatMap((test) => (test.kind === 'string' ? lengthsWithOne(test.pattern) : []));
  const length = lengths.reduce((most, each) => Math.max(most, each), 0);
  if (length > MAX_WITH_ONE) problems.add('sigma-pattern-too-long', at, { length, limit: MAX_WITH_ONE });
}

/** The lengths of what stands between `*` and has a `?`. */
function lengthsWithOne(pattern: StringPattern): readonly number[] {
  const lengths: number[] = [];
  let length = 0;
  let hasOne = false;
  const end = (): void => {
    if (hasOne) lengths.push(length);
    length = 0;
    hasOne = false;
  };
  for (const part of pattern) {
    if (part.kind === 'many') end();
    else length += part.kind === 'literal' ? part.text.length : 1;
    if (part.kind === 'one') hasOne = true;
  }
  end();
  return lengths;
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
