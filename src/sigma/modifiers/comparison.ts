import type { Comparison } from '../ir.ts';
import { AFFIXES, COMPARISONS, ENCODINGS } from './groups.ts';
import { type DraftValue, eachValue, type Modifier } from './modifier.ts';

/** A modifier that compares numbers: the field itself, or the part of a date that a modifier before it names. */
export function comparison(name: Comparison, doc: string): Modifier {
  const others = COMPARISONS.filter((other) => other !== name);
  return {
    name,
    doc,
    section: 'Numeric Modifiers',
    accepts: ['number', 'time'],
    conflicts: [...others, ...AFFIXES, ...ENCODINGS, 'windash', 'cased', 're', 'cidr', 'exists', 'fieldref'],
    onKeywords: false,
    apply: (item) =>
      eachValue(item, (value): readonly DraftValue[] => {
        if (value.kind === 'time') return [{ ...value, operator: name }];
        return value.kind === 'number' ? [{ kind: 'compare', operator: name, value: value.value }] : [];
      }),
  };
}
