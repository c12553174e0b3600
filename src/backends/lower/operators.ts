import type { BinaryOperator } from '../../kql/ast.ts';
import type { FieldPlace } from '../../sigma/ir.ts';

/** String operators by where the other text must stand. */
export const OPERATORS: Readonly<
  Record<FieldPlace, { readonly folded: BinaryOperator; readonly cased: BinaryOperator }>
> = {
  equals: { folded: '=~', cased: '==' },
  startswith: { folded: 'startswith', cased: 'startswith_cs' },
  endswith: { folded: 'endswith', cased: 'endswith_cs' },
  contains: { folded: 'contains', cased: 'contains_cs' },
};
