import type { Context } from '../context.ts';
import type { FieldPlace, StringPattern } from '../ir.ts';
import { literalPattern, widen } from '../pattern.ts';
import type { YamlScalar } from '../yaml/node.ts';
import { patternOfBytes } from './bytes.ts';
import { NOT_STRINGS } from './groups.ts';
import { type DraftValue, eachValue, type Modifier } from './modifier.ts';

/** What `contains`, `startswith` and `endswith` share: they put `*` before, behind or around each value. */
export function affix(
  name: Exclude<FieldPlace, 'equals'>,
  doc: string,
  where: { before: boolean; behind: boolean },
): Modifier {
  return {
    name,
    doc,
    section: 'Generic Modifiers',
    accepts: ['string', 'number', 'boolean', 'bytes', 'fieldref'],
    conflicts: [...['contains', 'startswith', 'endswith'].filter((other) => other !== name), ...NOT_STRINGS],
    onKeywords: true,
    apply: (item, context) =>
      eachValue(item, (value, scalar): readonly DraftValue[] => {
        if (value.kind === 'fieldref') return [{ ...value, where: name }];
        const pattern = patternOf(value, scalar, context);
        return pattern === undefined ? [] : [{ kind: 'string', pattern: widen(pattern, where) }];
      }),
  };
}

function patternOf(value: DraftValue, scalar: YamlScalar, { problems }: Context): StringPattern | undefined {
  if (value.kind === 'string') return value.pattern;
  return value.kind === 'bytes' ? patternOfBytes(value, scalar, problems) : literalPattern(scalar.text);
}
