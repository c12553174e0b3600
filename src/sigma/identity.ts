import { createHash } from 'node:crypto';
import type { Expression } from './ir.ts';
import { printExpression } from './print.ts';

/** The id of a rule or filter that has none: `ir-` and a hash of what its conditions mean. */
export function idOf(conditions: readonly Expression[]): string {
  const text = conditions.map((condition) => printExpression(condition, (field) => JSON.stringify(field))).join('\n\n');
  return `ir-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
