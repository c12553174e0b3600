import { aggregates } from '../aggregates/registry.ts';
import { operators as scalarOperators } from '../functions/operators.ts';
import { functions } from '../functions/registry.ts';
import type { FunctionRow } from '../functions/row.ts';
import type { Typed } from '../plan.ts';
import { absent } from '../plan-sql.ts';
import { name as quoted, sql } from '../sql.ts';
import { kindOf, type Node, nameOf, optional, part, parts, textOf } from '../syntax.ts';
import { callFunction } from './call.ts';
import { asValue, columnNamed, type Place } from './context.ts';
import { hold, unheld } from './hold.ts';
import { lowerLiteral } from './literal.ts';
import { lowerSpecial } from './special.ts';
import { convert, typeOf } from './types.ts';
import { windowFunctions } from './window-functions.ts';

/** An expression as SQL over the columns at hand. What is not supported is told, and stands as an absent value. */
export function scalarOf(node: Node, place: Place): Typed {
  const { context } = place;
  const value = context.spend(node) ? lowered(node, place) : undefined;
  if (value !== undefined && context.write(node, value.sql.text.length)) return value;
  return { sql: absent(typeOf(node)), type: typeOf(node) };
}

function lowered(node: Node, place: Place): Typed {
  const kind = kindOf(node);
  const inner = KEEPS_FILTER.has(kind) ? place : asValue(place);
  const known = lowerLiteral(node, place.context) ?? lowerSpecial(kind, node, inner);
  if (known !== undefined) return known;
  if (kind === 'NameReference') return lowerName(node, place);
  if (kind === 'FunctionCallExpression') return lowerCall(node, asValue(place));
  const operator = scalarOperators[kind];
  if (operator !== undefined) return apply(operator, operandsOf(node), node, place);
  return place.context.refuse(node, `the expression ${kind}`, typeOf(node));
}

/** Expressions that hand on that only their holding counts, or ask for it. */
const KEEPS_FILTER: ReadonlySet<string> = new Set(['ParenthesizedExpression', 'InExpression', 'InCsExpression']);

function operandsOf(node: Node): readonly Node[] {
  const operand = optional(node, 'Expression');
  return operand === undefined ? [part(node, 'Left'), part(node, 'Right')] : [operand];
}

function lowerName(node: Node, place: Place): Typed {
  const name = nameOf(node);
  const column = columnNamed(place, name);
  if (column !== undefined) return { sql: quoted(column.id), type: column.type };
  const binding = place.scope.find(name);
  if (binding?.kind === 'scalar') return binding.value;
  if (binding?.kind === 'function') return callFunction(node, binding, [], place);
  return place.context.refuse(node, `the name ${name} as a value`, typeOf(node));
}

function lowerCall(node: Node, place: Place): Typed {
  const name = nameOf(node);
  const args = parts(part(node, 'ArgumentList'), 'Expressions');
  const binding = place.scope.find(name);
  if (binding?.kind === 'function') return callFunction(node, binding, args, place);
  const aggregate = place.inSummarize === true ? aggregates.single[name] : undefined;
  if (aggregate !== undefined) return apply(aggregate, args, node, { ...place, inSummarize: false });
  const window = windowFunctions[name];
  if (window !== undefined) return lowerWindow(window, args, node, place);
  const row = functions[name];
  if (row === undefined) return place.context.refuse(node, `the function ${name}`, typeOf(node));
  return apply(row, args, node, place);
}

/** A value of other rows: it is worked out below the operator at hand, and found there in a column. */
function lowerWindow(row: FunctionRow, args: readonly Node[], node: Node, place: Place): Typed {
  const { windows } = place;
  if (windows === undefined) return place.context.refuse(node, `${nameOf(node)} at this place`, typeOf(node));
  return windows.add(apply(row, args, node, place));
}

/** A function or operator with its arguments. */
export function apply(row: FunctionRow, args: readonly Node[], node: Node, place: Place): Typed {
  const isLogic = row === scalarOperators['AndExpression'] || row === scalarOperators['OrExpression'];
  const inner = isLogic ? place : asValue(place);
  const given = args.map((argument) => scalarOf(argument, inner));
  const { values, around } = row.repeats === true ? hold(given, place.context) : unheld(given);
  const type = row.gives ?? typeOf(node);
  const converted = values.map((value, at) => {
    const wanted = row.takes[Math.min(at, row.takes.length - 1)] ?? 'any';
    return wanted === 'any' ? value.sql : convert(value, wanted);
  });
  const result = row.sql(converted, { node, context: place.context, place, args: values, type });
  if (result === undefined) return place.context.refuse(node, `this use of ${textOf(node).slice(0, 80)}`, type);
  return { sql: around(row.orEmpty === true ? sql`coalesce(${result}, '')` : result), type };
}
