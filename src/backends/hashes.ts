import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { DetectionItem, Expression, StringPattern, ValueTest } from '../sigma/ir.ts';

const LENGTHS: Readonly<Record<string, number>> = { MD5: 32, SHA1: 40, SHA256: 64, SHA512: 128, IMPHASH: 32 };

/** Fields that hold one hash, by their names in lower case. */
const KINDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(LENGTHS).map((kind) => [kind.toLowerCase(), kind]),
);

/**
 * Tables have a column for each kind of hash. `Hashes`, in which Sysmon writes all of them as `KIND=VALUE`, becomes one
 * item for each kind that a value names; and a field such as `sha256` the field of that kind.
 */
export function splitHashes(expression: Expression, diagnostics: Diagnostic[]): Expression {
  return asksHashes(expression) ? split(expression, diagnostics) : expression;
}

function asksHashes(expression: Expression): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.some(asksHashes);
    case 'not':
    case 'selection':
      return asksHashes(expression.of);
    case 'item':
      return isHash(expression.item.field);
  }
}

function isHash(field: string | undefined): boolean {
  if (field === undefined || field.length > 'imphash'.length) return false;
  const name = field.toLowerCase();
  return name === 'hashes' || name === 'hash' || Object.hasOwn(KINDS, name);
}

function split(expression: Expression, diagnostics: Diagnostic[]): Expression {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { ...expression, of: expression.of.map((each) => split(each, diagnostics)) };
    case 'not':
    case 'selection':
      return { ...expression, of: split(expression.of, diagnostics) };
    case 'item':
      return splitItem(expression.item, diagnostics);
  }
}

function splitItem(item: DetectionItem, diagnostics: Diagnostic[]): Expression {
  const name = item.field?.toLowerCase() ?? '';
  const kind = KINDS[name];
  if (kind !== undefined) return { kind: 'item', item: { ...item, field: kind } };
  if (name !== 'hashes' && name !== 'hash') return { kind: 'item', item };
  const of = item.tests.map((test) => splitTest(item, test, diagnostics));
  return { kind: item.quantifier === 'all' ? 'and' : 'or', of };
}

function splitTest(item: DetectionItem, test: ValueTest, diagnostics: Diagnostic[]): Expression {
  const found = test.kind === 'string' ? hashIn(test.pattern) : undefined;
  if (found === undefined) {
    diagnostics.push(report('kql-hash', test.span, { value: test.text }));
    return { kind: 'or', of: [] };
  }
  const one = { ...test, kind: 'string' as const, pattern: found.pattern, cased: false };
  return { kind: 'item', item: { ...item, field: found.kind, tests: [one], quantifier: 'any' } };
}

/** The kind and the value's pattern. A whole hash is the whole value; only a part of one may have more behind it. */
function hashIn(pattern: StringPattern): { kind: string; pattern: StringPattern } | undefined {
  const [literal, ...rest] = pattern[0]?.kind === 'many' ? pattern.slice(1) : pattern;
  if (literal?.kind !== 'literal') return undefined;
  const [, named, value = ''] = /^(?:([a-z0-9]+)=)?([0-9a-f]*)$/i.exec(literal.text) ?? [];
  const kind = named === undefined ? kindOf(value) : KINDS[named.toLowerCase()];
  if (kind === undefined || value === '') return undefined;
  const tail = value.length === LENGTHS[kind] ? rest.filter((part) => part.kind !== 'many') : rest;
  return { kind, pattern: [{ kind: 'literal', text: value }, ...tail] };
}

/** The kind of a hash that is not named, by its length. */
function kindOf(value: string): string | undefined {
  return { 32: 'MD5', 40: 'SHA1', 64: 'SHA256', 128: 'SHA512' }[value.length];
}
