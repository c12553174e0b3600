import { report } from '../../diagnostic/diagnostic.ts';
import type { Scalar } from '../../kql/ast.ts';
import { allOf, anyOf, binary } from '../../kql/build.ts';
import type { MappedField } from '../../match/mapping.ts';
import type { FieldPlace } from '../../sigma/ir.ts';
import type { Place } from '../field.ts';
import { asString, isPresent, type Question } from './context.ts';
import { OPERATORS } from './operators.ts';

/** A comparison with another field. What is absent equals nothing, and is contained in nothing. */
export function lowerFieldReference(
  { field, where, cased }: { field: MappedField<Place>; where: FieldPlace; cased: boolean },
  { place, span, lowering }: Question,
): Scalar {
  if (field.ancestors !== undefined) lowering.diagnostics.push(report('kql-ancestor-reference', span, {}));
  if (field.columns.some(({ type }) => type === 'datetime'))
    lowering.diagnostics.push(report('kql-text-of-time', span, {}));
  const operator = OPERATORS[where][cased ? 'cased' : 'folded'];
  return anyOf(
    field.columns.map((other) =>
      allOf([isPresent(place), isPresent(other), binary(asString(place), operator, asString(other))]),
    ),
  );
}
