import type { KqlType, Relation, Typed } from '../plan.ts';
import type { Sql } from '../sql.ts';
import type { Node } from '../syntax.ts';
import type { Place } from './context.ts';
import { convert } from './types.ts';

/** Values have tables in them and tables values; each asks for the other through the place at hand. */

/** An expression as SQL over the columns at hand. */
export function lowerScalar(node: Node, place: Place): Typed {
  return place.context.lowering.scalar(node, place);
}

/** An expression converted to a type. */
export function lowerAs(node: Node, type: KqlType, place: Place): Sql {
  return convert(lowerScalar(node, place), type);
}

/** A tabular expression as a plan. */
export function lowerRelation(node: Node, place: Place): Relation {
  return place.context.lowering.relation(node, place);
}
