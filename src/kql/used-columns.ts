import type { Operator, Scalar } from './ast.ts';

/** The columns that an expression names. */
export function columnsUsed(expression: Scalar): readonly string[] {
  switch (expression.kind) {
    case 'column':
      return [expression.name];
    case 'member':
    case 'not':
    case 'from':
      return columnsUsed(expression.of);
    case 'element':
      return [...columnsUsed(expression.of), ...columnsUsed(expression.at)];
    case 'call':
    case 'and':
    case 'or':
      return expression.of.flatMap(columnsUsed);
    case 'binary':
      return [...columnsUsed(expression.left), ...columnsUsed(expression.right)];
    case 'among':
      return [expression.value, ...expression.list].flatMap(columnsUsed);
    default:
      return [];
  }
}

/** The columns that the predicates of `where` name, those of the table and those made on the way. */
export function columnsAsked(operators: readonly Operator[]): ReadonlySet<string> {
  return new Set(operators.flatMap((each) => (each.kind === 'where' ? columnsUsed(each.predicate) : [])));
}
