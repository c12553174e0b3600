import { report } from '../../diagnostic/diagnostic.ts';
import type { Scalar } from '../../kql/ast.ts';
import { anyOf, FALSE } from '../../kql/build.ts';
import type { MappedField } from '../../match/mapping.ts';
import type { Test } from '../../sigma/ir.ts';
import type { Place } from '../field.ts';
import { isAbsent, isPresent, type Question } from './context.ts';
import { lowerFieldReference } from './field-reference.ts';
import { lowerNetwork } from './network.ts';
import { lowerComparison, lowerNumber } from './number.ts';
import { lowerRegex } from './regex.ts';
import { lowerString } from './string.ts';
import { lowerTime } from './time.ts';

/** One test of one place as a predicate that says what the matcher says. `text` is the value as the rule writes it. */
export function lowerTest(test: Test<MappedField<Place>>, text: string, question: Question): Scalar {
  const { place } = question;
  if (place.type === 'datetime' && !isOfTime(test)) return refuseTime(question);
  switch (test.kind) {
    case 'string':
      return lowerString(test.pattern, test.cased, question);
    case 'number':
      return lowerNumber(test.value, text, question);
    case 'regex':
      return lowerRegex(test.pattern, test.flags, question);
    case 'cidr':
      return lowerNetwork(test.network, question);
    case 'null':
      return isAbsent(place);
    case 'exists':
      return test.exists ? isPresent(place) : isAbsent(place);
    case 'compare':
      return lowerComparison(test.operator, test.value, question);
    case 'time':
      return lowerTime(test.part, test.operator, test.value, question);
    case 'fieldref':
      return lowerFieldReference(test, question);
    case 'variants':
      return anyOf(test.of.map((one) => lowerTest(one, text, question)));
  }
}

/** Whether a test can be asked of a time. */
function isOfTime(test: Test<MappedField<Place>>): boolean {
  return test.kind === 'time' || test.kind === 'null' || test.kind === 'exists';
}

/** The text of a time differs between a table and the log that it came from. */
function refuseTime({ span, lowering }: Question): Scalar {
  lowering.diagnostics.push(report('kql-text-of-time', span, {}));
  return FALSE;
}
