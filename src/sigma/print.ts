import type { DetectionItem, Expression, Network, StringPattern, Test, ValueTest } from './ir.ts';

/**
 * An expression as indented text, one node a line. It tells everything that the expression means, so that it also
 * serves to tell two expressions apart. `field` says how a field is printed.
 */
export function printExpression<F>(expression: Expression<F>, field: (field: F) => string, indent = ''): string {
  const inside = (of: readonly Expression<F>[]): string =>
    of.map((child) => `\n${printExpression(child, field, `${indent}  `)}`).join('');
  switch (expression.kind) {
    case 'and':
    case 'or':
      return `${indent}${expression.kind}${inside(expression.of)}`;
    case 'not':
      return `${indent}not${inside([expression.of])}`;
    case 'selection':
      return `${indent}selection ${quoted(expression.name)}${inside([expression.of])}`;
    case 'item':
      return printItem(expression.item, field, indent);
  }
}

function printItem<F>(item: DetectionItem<F>, field: (field: F) => string, indent: string): string {
  const target = item.field === undefined ? 'keyword' : field(item.field);
  const tests = item.tests.map((test) => `\n${indent}  ${printValueTest(test, field)}`);
  return `${indent}${item.quantifier} ${target}${tests.join('')}`;
}

function printValueTest<F>(test: ValueTest<F>, field: (field: F) => string): string {
  const isOtherText = test.kind === 'number' && test.text !== String(test.value);
  return `${printTest(test, field)}${isOtherText ? ` written ${quoted(test.text)}` : ''}`;
}

function printTest<F>(test: Test<F>, field: (field: F) => string): string {
  switch (test.kind) {
    case 'string':
      return `${test.cased ? 'cased ' : ''}string ${printPattern(test.pattern)}`;
    case 'number':
      return `number ${test.value}`;
    case 'regex':
      return `regex ${quoted(test.pattern)}${test.flags === '' ? '' : ` flags ${test.flags}`}`;
    case 'cidr':
      return `cidr ${printNetwork(test.network)}`;
    case 'null':
      return 'null';
    case 'exists':
      return `exists ${test.exists}`;
    case 'compare':
      return `number ${test.operator} ${test.value}`;
    case 'time':
      return `${test.part} ${test.operator} ${test.value}`;
    case 'fieldref':
      return `${test.cased ? 'cased ' : ''}${test.where} field ${field(test.field)}`;
    case 'variants':
      return `variants (${test.of.map((one) => printTest(one, field)).join(' | ')})`;
  }
}

/** Literal pieces in quotes, wildcards without: `* "/sh" ?`. */
export function printPattern(pattern: StringPattern): string {
  if (pattern.length === 0) return '""';
  const signs = { many: '*', one: '?' } as const;
  return pattern.map((part) => (part.kind === 'literal' ? quoted(part.text) : signs[part.kind])).join(' ');
}

function printNetwork({ version, address, prefix }: Network): string {
  const bits = version === 4 ? 8n : 16n;
  const count = version === 4 ? 4 : 8;
  const groups = Array.from({ length: count }, (_, index) => {
    const group = (address >> (bits * BigInt(count - 1 - index))) & ((1n << bits) - 1n);
    return group.toString(version === 4 ? 10 : 16);
  });
  return `${groups.join(version === 4 ? '.' : ':')}/${prefix}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
