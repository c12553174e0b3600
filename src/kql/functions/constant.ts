import { type Node, part, parts } from '../syntax.ts';

/** The text that an argument of a call always is, as the binder knows it; undefined where it depends on the row. */
export function constantText(call: Node, at: number): string | undefined {
  const argument = parts(part(call, 'ArgumentList'), 'Expressions')[at];
  const value = (argument as unknown as { readonly ConstantValue?: unknown } | undefined)?.ConstantValue;
  return typeof value === 'string' ? value : undefined;
}

/** The whole number that an argument always is. */
export function constantNumber(call: Node, at: number): number | undefined {
  const argument = parts(part(call, 'ArgumentList'), 'Expressions')[at];
  const value = (argument as unknown as { readonly ConstantValue?: unknown } | undefined)?.ConstantValue;
  if (value === undefined || value === null || typeof value === 'string') return undefined;
  const text = String(value);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
