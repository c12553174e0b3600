import type { Span } from '../diagnostic/source-text.ts';
import type { Context } from './context.ts';
import { finish } from './finish.ts';
import type { Expression, ValueTest } from './ir.ts';
import type { Draft, DraftValue, ItemDraft, Modifier } from './modifiers/modifier.ts';
import { findModifier, modifiers } from './modifiers/registry.ts';
import { parsePattern } from './pattern.ts';
import type { Problems } from './problems.ts';
import { nearest } from './suggest.ts';
import { isScalar, KIND_NAMES, type YamlNode, type YamlScalar } from './yaml/node.ts';
import { partOf } from './yaml/part.ts';

/** Reads `field|modifier|…: value or list of values`. Without a field the values are keywords. */
export function parseItem(key: YamlScalar, value: YamlNode, context: Context): Expression | undefined {
  const { problems } = context;
  context.startItem();
  const before = problems.errors;
  const [field = '', ...names] = key.text.split('|');
  const used = readModifiers(key, field, names, problems);
  const drafts = readValues(key.text, field, value, problems);
  const start: ItemDraft = { written: key.text, quantifier: 'any', cased: false, negated: false, drafts };
  const item = inOrder(used).reduce(
    (draft, modifier) => modifier.apply(accepted(draft, modifier, problems), context),
    start,
  );
  if (problems.errors > before) return undefined;
  const tests = item.drafts.map((draft) => finish(draft, item, isKeyword(field, names), problems));
  if (problems.errors > before) return undefined;
  const span = { ...key.span, end: Math.max(key.span.end, value.span.end) };
  return expressionOf(item, { field, names, tests, span });
}

interface ReadItem {
  readonly field: string;
  readonly names: readonly string[];
  readonly tests: readonly ValueTest[];
  readonly span: Span;
}

/** The item, or what it is negated: then without the modifier that says so, so that its evidence reads right. */
function expressionOf({ quantifier, negated }: ItemDraft, { field, names, tests, span }: ReadItem): Expression {
  const modifiers = negated ? names.filter((name) => name !== 'neq') : names;
  const written = [field, ...modifiers].join('|');
  const target = field === '' ? undefined : field;
  const item: Expression = { kind: 'item', item: { field: target, written, modifiers, quantifier, tests, span } };
  return negated ? { kind: 'not', of: item } : item;
}

/** Modifiers are applied as they are written, but for those that must see the value as it is written. */
function inOrder(used: readonly Modifier[]): readonly Modifier[] {
  return [...used.filter(({ isEarly }) => isEarly), ...used.filter(({ isEarly }) => !isEarly)];
}

/** Reads a value that stands without a key: a keyword. */
export function parseKeywords(values: readonly YamlScalar[], at: YamlNode, context: Context): Expression | undefined {
  const key: YamlScalar = { kind: 'string', text: '', style: 'plain', span: at.span };
  return parseItem(key, { kind: 'list', items: values, span: at.span }, context);
}

function readModifiers(key: YamlScalar, field: string, names: readonly string[], problems: Problems): Modifier[] {
  const used: Modifier[] = [];
  let start = field.length + 1;
  for (const name of names) {
    const modifier = readModifier(key, name, start, problems);
    if (modifier !== undefined && isUsable(modifier, { key, field, start, used }, problems)) used.push(modifier);
    start += name.length + 1;
  }
  return used;
}

function readModifier(key: YamlScalar, name: string, start: number, problems: Problems): Modifier | undefined {
  const modifier = findModifier(name);
  if (modifier !== undefined) return modifier;
  const at = partOf(key, start, start + Math.max(1, name.length));
  const known = modifiers.map((one) => one.name);
  problems.add('sigma-unknown-modifier', at, { modifier: name, suggestion: nearest(name, known) });
  return undefined;
}

interface Place {
  readonly key: YamlScalar;
  readonly field: string;
  readonly start: number;
  readonly used: readonly Modifier[];
}

/** Checks a modifier against those before it. */
function isUsable(modifier: Modifier, { key, field, start, used }: Place, problems: Problems): boolean {
  const { name, after, conflicts } = modifier;
  const at = partOf(key, start, start + name.length);
  const before = problems.errors;
  const clash = used.find((other) => conflicts.includes(other.name) || other.conflicts.includes(name));
  const early = used.find((other) => modifier.before?.includes(other.name));
  if (used.some((other) => other.name === name)) problems.add('sigma-modifier-repeated', at, { modifier: name });
  if (clash !== undefined) problems.add('sigma-modifier-conflict', at, { modifier: name, other: clash.name });
  if (after !== undefined && !used.some((other) => other.name === after))
    problems.add('sigma-modifier-order', at, { modifier: name, needs: after });
  if (early !== undefined) problems.add('sigma-modifier-order', at, { modifier: early.name, needs: name });
  if (field === '' && !modifier.onKeywords) problems.add('sigma-modifier-without-field', at, { modifier: name });
  return problems.errors === before;
}

/** Leaves out, and reports, the values that a modifier cannot take. */
function accepted(item: ItemDraft, modifier: Modifier, problems: Problems): ItemDraft {
  const drafts = item.drafts.filter(({ scalar, values }) => {
    const refused = values.find((value) => !modifier.accepts.includes(value.kind));
    if (refused === undefined) return true;
    const expected = modifier.accepts.flatMap((kind) => WRITTEN_NAMES[kind] ?? []).join(' or ');
    const found = DRAFT_NAMES[refused.kind];
    problems.add('sigma-modifier-value', scalar.span, { modifier: modifier.name, expected, found });
    return false;
  });
  return { ...item, drafts };
}

/** What a rule can write. */
const WRITTEN_NAMES: Readonly<Partial<Record<DraftValue['kind'], string>>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

const DRAFT_NAMES: Readonly<Record<DraftValue['kind'], string>> = {
  string: 'a string',
  bytes: 'bytes',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  regex: 'a regular expression',
  cidr: 'a network',
  exists: 'a test for presence',
  compare: 'a comparison',
  time: 'a part of a date',
  fieldref: 'a field',
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
  return [{ scalar: node, values: [draftOf(node)] }];
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
