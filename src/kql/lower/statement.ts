import { sizeOf } from '../plan.ts';
import { kindOf, type Node, nameOf, optional, part, resultOf } from '../syntax.ts';
import type { Binding, Place } from './context.ts';
import { lowerRelation, lowerScalar } from './recurse.ts';

/** Binds what `let` statements declare. Other statements than the last expression change how a query runs: refused. */
export function bindStatements(statements: readonly Node[], place: Place): void {
  for (const statement of statements) {
    if (kindOf(statement) === 'LetStatement')
      place.scope.bind(nameOf(part(statement, 'Name')), bindingOf(part(statement, 'Expression'), place));
    else if (kindOf(statement) !== 'ExpressionStatement')
      place.context.refuse(statement, `the statement ${kindOf(statement)}`);
  }
}

function bindingOf(node: Node, place: Place): Binding {
  if (kindOf(node) === 'FunctionDeclaration') return { kind: 'function', declaration: node, scope: place.scope };
  if (kindOf(node) === 'MaterializeExpression') return materialized(bindingOf(part(node, 'Expression'), place), place);
  if (isTabular(node)) return { kind: 'relation', relation: lowerRelation(node, place) };
  return { kind: 'scalar', value: lowerScalar(node, place) };
}

/** A table that is worked out once; beyond a budget one like others, so that the size of plans stays bounded. */
function materialized(binding: Binding, { context }: Place): Binding {
  if (binding.kind !== 'relation' || !context.keep(sizeOf(binding.relation))) return binding;
  const { relation } = binding;
  const { id } = context.column('', 'long');
  return { kind: 'relation', relation: { kind: 'materialized', input: relation, columns: relation.columns, id } };
}

/** Whether an expression gives a table, as the binder sees it. */
export function isTabular(node: Node): boolean {
  const inner = kindOf(node) === 'MaterializeExpression' ? optional(node, 'Expression') : undefined;
  return 'columns' in resultOf(inner ?? node);
}
