import { sql } from '../sql.ts';
import { arithmetic } from './arithmetic.ts';
import { comparisons } from './comparisons.ts';
import type { FunctionTable } from './row.ts';
import { textOperators } from './text-operators.ts';
import { logic } from './two.ts';

/** Operators between two values, by the kind of their node. A new one is a row in the table of its subject. */
export const operators: FunctionTable = {
  AndExpression: logic((a, b) => sql`(${a} AND ${b})`),
  OrExpression: logic((a, b) => sql`(${a} OR ${b})`),
  ...comparisons,
  ...textOperators,
  ...arithmetic,
};
