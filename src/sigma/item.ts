import type { Expression, Test, ValueTest } from './ir.ts';
import type { Draft, DraftValue, ItemDraft, Modifier } from './modifiers/modifier.ts';
import { findModifier, modifiers, UNSUPPORTED_MODIFIERS } from './modifiers/registry.ts';
import { literalPattern, parsePattern, widen } from './pattern.ts';
import type { Problems } from './problems.ts';
import { nearest } from './suggest.ts';
import { isScalar, KIND_NAMES, type YamlNode, type YamlScalar } from './yaml/node.ts';
import { partOf } from './yaml/part.ts';

/** Reads `field|modifier|…: value or list of values`. Without a field the values are keywords. */
export function parseItem(key: YamlScalar, value: YamlNode, problems: Problems): Expression | undefined {
  const before = problems.errors;
  const [field = '', ...names] = key.text.split('|');
  const used = readModifiers(key, field, names, problems);
  const drafts = readValues(key.text, field, value, problems);
  const start: ItemDraft = { written: key.text, quantifier: 'any', cased: false, drafts };
  const item = used.reduce(
    (draft, { modifier }) => modifier.apply(accepted(draft, modifier, problems), problems),
    start,
  );
  if (problems.errors > before) return undefined;
  const span = { ...key.span, end: Math.max(key.span.end, value.span.end) };
  const tests = item.drafts.map((draft) => finish(draft, item, isKeyword(field, names), problems));
  const { written, quantifier } = item;
  const target = field === '' ? undefined : field;
  return { kind: 'item', item: { field: target, written, modifiers: names, quantifier, tests, span } };
}

/** Reads a value that stands without a key: a keyword. */
export function parseKeywords(values: readonly YamlScalar[], at: YamlNode, problems: Problems): Expression | undefined {
  const key: YamlScalar = { kind: 'string', text: '', style: 'plain', span: at.span };
  return parseItem(key, { kind: 'list', items: values, span: at.span }, problems);
}

interface UsedModifier {
  readonly name: string;
  readonly modifier: Modifier;
}

function readModifiers(key: YamlScalar, field: string, names: readonly string[], problems: Problems): UsedModifier[] {
  const used: UsedModifier[] = [];
  let start = field.length + 1;
  for (const name of names) {
    const modifier = readModifier(key, name, start, problems);
    if (modifier !== undefined && isUsable(modifier, { key, field, start, used }, problems))
      used.push({ name, modifier });
    start += name.length + 1;
  }
  return used;
}

function readModifier(key: YamlScalar, name: string, start: number, problems: Problems): Modifier | undefined {
  const modifier = findModifier(name);
  if (modifier !== undefined) return modifier;
  const at = partOf(key, start, start + Math.max(1, name.length));
  if (UNSUPPORTED_MODIFIERS.includes(name)) problems.add('sigma-unsupported-modifier', at, { modifier: name });
  else problems.add('sigma-unknown-modifier', at, { modifier: name, suggestion: nearest(name, knownNames()) });
  return undefined;
}

function knownNames(): string[] {
  return [...modifiers.map(({ name }) => name), ...UNSUPPORTED_MODIFIERS];
}

interface Place {
  readonly key: YamlScalar;
  readonly field: string;
  readonly start: number;
  readonly used: readonly UsedModifier[];
}

/** Checks a modifier against those before it. */
function isUsable(modifier: Modifier, { key, field, start, used }: Place, problems: Problems): boolean {
  const { name, after } = modifier;
  const at = partOf(key, start, start + name.length);
  const before = problems.errors;
  const clash = used.find(
    (other) => modifier.conflicts.includes(other.name) || other.modifier.conflicts.includes(name),
  );
  if (used.some((other) => other.name === name)) problems.add('sigma-modifier-repeated', at, { modifier: name });
  if (clash !== undefined) problems.add('sigma-modifier-conflict', at, { modifier: name, other: clash.name });
  if (after !== undefined && !used.some((other) => other.name === after))
    problems.add('sigma-modifier-order', at, { modifier: name, needs: after });
  if (field === '' && !modifier.onKeywords) problems.add('sigma-modifier-without-field', at, { modifier: name });
  return problems.errors === before;
}

/** Leaves out, and reports, the values that a modifier cannot take. */
function accepted(item: ItemDraft, modifier: Modifier, problems: Problems): ItemDraft {
  const drafts = item.drafts.filter((draft) => {
    if (modifier.accepts.includes(draft.value.kind)) return true;
    const expected = modifier.accepts.map((kind) => DRAFT_NAMES[kind]).join(' or ');
    const found = DRAFT_NAMES[draft.value.kind];
    problems.add('sigma-modifier-value', draft.scalar.span, { modifier: modifier.name, expected, found });
    return false;
  });
  return { ...item, drafts };
}

const DRAFT_NAMES: Readonly<Record<DraftValue['kind'], string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  regex: 'a regular expression',
  cidr: 'a network',
  exists: 'a test for presence',
};

function readValues(written: string, field: string, value: YamlNode, problems: Problems): Draft[] {
  const what = written === '' ? 'the list of keywords' : `'${written}'`;
  if (value.kind !== 'list') return readValue(written, value, problems);
  if (value.items.length === 0) problems.add('sigma-empty', value.span, { what });
  const isNullInList = value.items.length > 1 && field !== '';
  return value.items.flatMap((item) => {
    if (item.kind === 'null' && isNullInList) problems.add('sigma-null-in-list', item.span, { field });
    return readValue(written, item, problems);
  });
}

function readValue(written: string, node: YamlNode, problems: Problems): Draft[] {
  if (!isScalar(node)) {
    problems.add('sigma-wrong-type', node.span, {
      what: written,
      expected: 'a value or a list of values',
      found: KIND_NAMES[node.kind],
    });
    return [];
  }
  if (node.kind === 'number' && !node.exact) {
    problems.add('sigma-number-precision', node.span, { text: node.text });
    return [];
  }
  return [{ scalar: node, value: draftOf(node) }];
}

function draftOf(scalar: YamlScalar): DraftValue {
  switch (scalar.kind) {
    case 'string':
      return { kind: 'string', pattern: parsePattern(scalar.text) };
    case 'number':
      return { kind: 'number', value: scalar.value };
    case 'boolean':
      return { kind: 'boolean', value: scalar.value };
    case 'null':
      return { kind: 'null' };
  }
}

/** Keywords are looked for inside the event's values, unless a modifier says where. */
function isKeyword(field: string, names: readonly string[]): boolean {
  return field === '' && !names.some((name) => name === 'startswith' || name === 'endswith');
}

function finish(draft: Draft, item: ItemDraft, keyword: boolean, problems: Problems): ValueTest {
  const { text, span } = draft.scalar;
  const test = keyword ? keywordTest(draft, item, problems) : testOf(draft, item);
  if (test.kind === 'string' && test.pattern.length === 1 && test.pattern[0]?.kind === 'many')
    problems.add('sigma-matches-everything', span, { written: item.written === '' ? 'keyword' : item.written });
  return { text, span, ...test };
}

function keywordTest(draft: Draft, item: ItemDraft, problems: Problems): Test {
  const test = testOf(draft, item);
  if (test.kind === 'null') problems.add('sigma-empty', draft.scalar.span, { what: 'the keyword' });
  if (test.kind === 'number')
    return { kind: 'string', pattern: around(literalPattern(draft.scalar.text)), cased: item.cased };
  return test.kind === 'string' ? { ...test, pattern: around(test.pattern) } : test;
}

function around(pattern: ReturnType<typeof parsePattern>): ReturnType<typeof parsePattern> {
  return widen(pattern, { before: true, behind: true });
}

function testOf({ scalar, value }: Draft, { cased }: ItemDraft): Test {
  switch (value.kind) {
    case 'string':
      return { kind: 'string', pattern: value.pattern, cased };
    case 'boolean':
      return { kind: 'string', pattern: literalPattern(scalar.text), cased };
    case 'number':
    case 'null':
    case 'regex':
    case 'cidr':
    case 'exists':
      return value;
  }
}
