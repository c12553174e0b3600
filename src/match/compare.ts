import type { Comparison } from '../sigma/ir.ts';

const DECIMAL = /^[+-]?\d+(\.\d+)?$/;

/** Whether a text is a number as logs write it: decimal digits, with a sign or a fraction. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

export function compareNumbers(value: number, operator: Comparison | 'eq', other: number): boolean {
  switch (operator) {
    case 'eq':
      return value === other;
    case 'lt':
      return value < other;
    case 'lte':
      return value <= other;
    case 'gt':
      return value > other;
    case 'gte':
      return value >= other;
  }
}
