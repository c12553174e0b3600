import type { FieldPlace, Network, PatternPart, StringPattern, Test } from '../sigma/ir.ts';
import { parseAddress } from '../sigma/network.ts';
import { compileRegex } from '../sigma/regex.ts';
import { compareNumbers, isDecimal } from './compare.ts';
import type { EventView } from './event-view.ts';
import { fold } from './fold.ts';
import type { MappedField } from './mapped.ts';
import { timePartOf } from './time-part.ts';
import { compilePattern } from './wildcard.ts';

/** Whether a value satisfies a test. It is given as it is, and with letter case folded, beside the event around it. */
export type PlaceTest = (value: string, folded: string, view: EventView) => boolean;

/** Prepares a test: literals are folded and expressions compiled once. `text` is the value as the rule writes it. */
export function compileTest(test: Test<MappedField>, text: string): PlaceTest {
  switch (test.kind) {
    case 'string':
      return test.cased ? casedTest(test.pattern) : foldedTest(test.pattern);
    case 'number':
      return (value) => value === text || (isDecimal(value) && Number(value) === test.value);
    case 'regex': {
      const expression = compileRegex(test.pattern, test.flags);
      return (value) => expression.test(value);
    }
    case 'cidr':
      return (value) => isIn(test.network, value);
    case 'null':
      return (value) => value === '';
    case 'exists':
      return (value) => (value !== '') === test.exists;
    case 'compare':
      return (value) => isDecimal(value) && compareNumbers(Number(value), test.operator, test.value);
    case 'time':
      return timeTest(test);
    case 'fieldref':
      return fieldTest(test);
    case 'variants': {
      const variants = test.of.map((one) => compileTest(one, text));
      return (value, folded, view) => variants.some((holds) => holds(value, folded, view));
    }
  }
}

function timeTest({ part, operator, value: wanted }: Test & { kind: 'time' }): PlaceTest {
  return (value) => {
    const found = timePartOf(part, value);
    return found !== undefined && compareNumbers(found, operator, wanted);
  };
}

const FIELD_PLACES: Readonly<Record<FieldPlace, (value: string, other: string) => boolean>> = {
  equals: (value, other) => value === other,
  startswith: (value, other) => value.startsWith(other),
  endswith: (value, other) => value.endsWith(other),
  contains: (value, other) => value.includes(other),
};

/** What is absent equals nothing, and is contained in nothing. */
function fieldTest({ field, where, cased }: Test<MappedField> & { kind: 'fieldref' }): PlaceTest {
  const compare = FIELD_PLACES[where];
  return (value, folded, view) =>
    value !== '' &&
    view
      .placesOf(field)
      .some((other) => other.value !== '' && (cased ? compare(value, other.value) : compare(folded, other.folded)));
}

function casedTest(pattern: StringPattern): PlaceTest {
  const matches = compilePattern(pattern);
  return (value) => matches(value);
}

function foldedTest(pattern: StringPattern): PlaceTest {
  const matches = compilePattern(pattern.map(foldPart));
  return (_, folded) => matches(folded);
}

function foldPart(part: PatternPart): PatternPart {
  return part.kind === 'literal' ? { kind: 'literal', text: fold(part.text) } : part;
}

function isIn({ version, address, prefix }: Network, text: string): boolean {
  const parsed = parseAddress(text);
  if (parsed === undefined || parsed.version !== version) return false;
  const hostBits = BigInt((version === 4 ? 32 : 128) - prefix);
  return parsed.address >> hostBits === address >> hostBits;
}
