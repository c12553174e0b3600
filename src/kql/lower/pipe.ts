import { tabular } from '../operators/registry.ts';
import { orderOf, type Relation, sizeOf } from '../plan.ts';
import { kindOf, type Node, nameOf, part, parts, resultOf } from '../syntax.ts';
import { callTabular } from './call.ts';
import { callTable } from './call-table.ts';
import type { Place } from './context.ts';
import { typeNamed } from './types.ts';

/** A tabular expression as a plan: a source, and the operators behind its pipes. */
export function relationOf(node: Node, place: Place): Relation {
  const kind = kindOf(node);
  switch (kind) {
    case 'PipeExpression':
      return lowerOperator(part(node, 'Operator'), relationOf(part(node, 'Expression'), place), place);
    case 'ParenthesizedExpression':
    case 'MaterializeExpression':
      return relationOf(part(node, 'Expression'), place);
    case 'NameReference':
      return lowerName(node, [], place);
    case 'FunctionCallExpression':
      return lowerName(node, parts(part(node, 'ArgumentList'), 'Expressions'), place);
    default:
      return lowerOperator(node, place.rows, place);
  }
}

/** An operator over a relation; one that begins a query has none. */
function lowerOperator(node: Node, input: Relation | undefined, place: Place): Relation {
  const operator = tabular[kindOf(node)];
  if (operator !== undefined) {
    const result = operator(node, input ?? NOTHING, placeOver(input, place));
    return asBound(node, ofSize(node, result, place), place);
  }
  place.context.refuse(node, `the operator ${operatorName(node)}`);
  return input ?? NOTHING;
}

/** What the binder says that comes out must come out: if not, the operator has not been understood. */
function asBound(node: Node, relation: Relation, { context }: Place): Relation {
  const result = resultOf(node);
  const bound = 'columns' in result ? result.columns : [];
  const names = bound.map(({ name, type }) => `${name}: ${typeNamed(type)}`);
  const found = relation.columns.map(({ name, type }) => `${name}: ${type}`);
  // The binder gives every scan a column that only one with `with_match_id` has.
  if (kindOf(node) === 'ScanOperator' && names.length === found.length + 1) names.pop();
  // A `parse` into a column that is there fills that one; the binder has both.
  const isTwice = new Set(bound.map(({ name }) => name)).size < bound.length;
  if (context.problems.length === 0 && !isTwice && names.join() !== found.join())
    context.refuse(node, `this use of ${operatorName(node)}, which gives ${names.join(', ').slice(0, 200)},`);
  return relation;
}

/** Relations that a plan is made of, at most. */
const MAX_RELATIONS = 2_000;

/** Tables that are made of each other grow fast. */
function ofSize(node: Node, relation: Relation, { context }: Place): Relation {
  if (sizeOf(relation) <= MAX_RELATIONS) return relation;
  context.refuse(node, `a query of more than ${MAX_RELATIONS} steps`);
  return { kind: 'values', columns: relation.columns, rows: [] };
}

/** Where expressions over the rows of a relation stand; at the beginning of a query there are none. */
function placeOver(input: Relation | undefined, { context, scope }: Place): Place {
  if (input === undefined) return { context, scope, columns: [] };
  return { context, scope, columns: input.columns, order: orderOf(input) };
}

const NOTHING: Relation = { kind: 'values', columns: [], rows: [] };

/** `top-nested` for `TopNestedOperator`. */
function operatorName(node: Node): string {
  return kindOf(node)
    .replace(/(Operator|Expression)$/, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

function lowerName(node: Node, args: readonly Node[], place: Place): Relation {
  const name = nameOf(node);
  const binding = place.scope.find(name);
  if (binding?.kind === 'relation') return binding.relation;
  if (binding?.kind === 'function') return callTabular(node, binding, args, place);
  const table = place.context.tables.find((each) => each.name === name);
  if (table !== undefined && args.length === 0) return place.context.scan(name);
  if (table?.parameters !== undefined) return callTable(table, args, place);
  place.context.refuse(node, `${name} as a table`);
  return NOTHING;
}
