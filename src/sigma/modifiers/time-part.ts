import type { TimePart } from '../ir.ts';
import { AFFIXES, COMPARISONS, ENCODINGS, TIME_PARTS } from './groups.ts';
import { type DraftValue, eachValue, type Modifier } from './modifier.ts';

/** A modifier that compares a part of a date with a number. */
export function timePart(
  name: TimePart,
  doc: string,
  { lowest, highest }: { lowest: number; highest: number },
): Modifier {
  const others = TIME_PARTS.filter((other) => other !== name);
  return {
    name,
    doc,
    section: 'Time Modifiers',
    accepts: ['number'],
    before: COMPARISONS,
    conflicts: [...others, ...AFFIXES, ...ENCODINGS, 'windash', 'cased', 're', 'cidr', 'exists', 'fieldref'],
    onKeywords: false,
    apply: (item, { problems }) =>
      eachValue(item, (draft, { span, text }): readonly DraftValue[] => {
        if (draft.kind !== 'number') return [];
        const { value } = draft;
        if (Number.isInteger(value) && value >= lowest && value <= highest)
          return [{ kind: 'time', part: name, operator: 'eq', value }];
        problems.add('sigma-time-range', span, { modifier: name, lowest, highest, text });
        return [];
      }),
  };
}
