import type { Literal, Scalar } from '../../kql/ast.ts';
import { text } from '../../kql/build.ts';
import type { MappedField } from '../../match/mapping.ts';
import type { ValueTest } from '../../sigma/ir.ts';
import { literalText } from '../../sigma/pattern.ts';
import type { Place } from '../field.ts';
import { asString, type Lowering } from './context.ts';
import { warnOfCase } from './string.ts';

/** Several whole texts of one place as a list; undefined where one of the tests is something else. */
export function equalsOneOf(
  tests: readonly ValueTest<MappedField<Place>>[],
  place: Place,
  lowering: Lowering,
): Scalar | undefined {
  const [first] = tests;
  if (first?.kind !== 'string' || tests.length < 2 || place.type === 'datetime') return undefined;
  const list: Literal[] = [];
  for (const test of tests) {
    const whole = test.kind === 'string' && test.cased === first.cased ? literalText(test.pattern) : undefined;
    if (whole === undefined || whole === '') return undefined;
    list.push(text(whole));
  }
  for (const test of tests) if (test.kind === 'string') warnOfCase(test.pattern, test.cased, test.span, lowering);
  const of: Scalar = { kind: 'among', operator: first.cased ? 'in' : 'in~', value: asString(place), list };
  return { kind: 'from', origin: first.span, of };
}
