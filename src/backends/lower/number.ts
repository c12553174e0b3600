import type { Scalar } from '../../kql/ast.ts';
import { allOf, anyOf, binary, call, FALSE, number, text } from '../../kql/build.ts';
import type { Comparison } from '../../sigma/ir.ts';
import { isPresent, type Question } from './context.ts';

export const DECIMAL = '^[+-]?[0-9]+(\\.[0-9]+)?$';

/** A number, which equals its text and every decimal text of the same number. */
export function lowerNumber(value: number, written: string, { place, isUnderNot }: Question): Scalar {
  switch (place.type) {
    case 'id':
      return Number.isSafeInteger(value) && value >= 0 ? binary(place.of, '==', text(String(value))) : FALSE;
    case 'string':
      return anyOf([binary(place.of, '==', text(written)), binary(place.of, 'matches regex', text(textsOf(value)))]);
    default:
      return present(binary(place.of, '==', number(value)), place, isUnderNot);
  }
}

/** The decimal texts of a number: signs, leading and trailing zeros. */
function textsOf(value: number): string {
  const sign = value === 0 ? '[+-]?' : value < 0 ? '-' : '\\+?';
  const [whole = '0', fraction = ''] = decimalText(Math.abs(value)).split('.');
  const digits = whole === '0' ? '0+' : `0*${whole}`;
  return `^${sign}${digits}${fraction === '' ? '(\\.0+)?' : `\\.${fraction}0*`}$`;
}

/** Without an exponent. */
function decimalText(value: number): string {
  const plain = String(value);
  if (!plain.includes('e')) return plain;
  return value >= 1 ? BigInt(value).toString() : value.toFixed(100).replace(/0+$/, '');
}

/** A comparison; what is no decimal number satisfies none. */
export function lowerComparison(operator: Comparison, value: number, { place, isUnderNot }: Question): Scalar {
  const symbol = SYMBOLS[operator];
  switch (place.type) {
    case 'id':
      return present(binary(call('tolong', place.of), symbol, number(value)), place, isUnderNot);
    case 'string':
      return allOf([
        binary(place.of, 'matches regex', text(DECIMAL)),
        binary(call('todouble', place.of), symbol, number(value)),
      ]);
    default:
      return present(binary(place.of, symbol, number(value)), place, isUnderNot);
  }
}

export const SYMBOLS: Readonly<Record<Comparison, '<' | '<=' | '>' | '>='>> = {
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

function present(test: Scalar, place: Question['place'], isUnderNot: boolean): Scalar {
  return isUnderNot ? allOf([isPresent(place), test]) : test;
}
