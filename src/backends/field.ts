import type { FieldTarget } from '../event/taxonomy.ts';
import type { ColumnType, Scalar } from '../kql/ast.ts';
import { column } from '../kql/build.ts';

/** Where a query looks: an expression over a row, with what is known of its values. */
export interface Place {
  readonly of: Scalar;
  readonly type: PlaceType;
}

/** The type of a column; `id` is a string of which the schema says that it is a whole number in decimal digits. */
export type PlaceType = ColumnType | 'id';

export type TargetField = FieldTarget<Place>;

export function place(name: string, type: PlaceType = 'string'): Place {
  return { of: column(name), type };
}

export function onColumn(name: string, type: PlaceType = 'string'): TargetField {
  return { kind: 'column', column: place(name, type) };
}

export function onPlace(of: Scalar, type: PlaceType = 'string'): TargetField {
  return { kind: 'column', column: { of, type } };
}
