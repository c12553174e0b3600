import type { Context } from '../context.ts';
import { expandTemplate, parseTemplate, type TemplatePart } from '../placeholder.ts';
import { nearest } from '../suggest.ts';
import type { YamlScalar } from '../yaml/node.ts';
import { partOf } from '../yaml/part.ts';
import { COMPARISONS, ENCODINGS, TIME_PARTS } from './groups.ts';
import { type DraftValue, eachValue, type Modifier } from './modifier.ts';

export const expand: Modifier = {
  name: 'expand',
  doc: 'Each `%name%` in the value stands for the values given for that placeholder.',
  section: 'Specific Modifiers',
  accepts: ['string'],
  before: [...ENCODINGS, 'windash', 'cidr', 'fieldref'],
  isEarly: true,
  conflicts: ['re', 'exists', ...COMPARISONS, ...TIME_PARTS],
  onKeywords: true,
  apply: (item, context) => eachValue(item, (_, scalar) => expanded(scalar, context)),
};

function expanded(scalar: YamlScalar, context: Context): readonly DraftValue[] {
  const parts = parseTemplate(scalar.text);
  const names = parts.filter((part) => part.kind === 'placeholder');
  const unknown = names.filter(({ name }) => (context.placeholders.get(name) ?? []).length === 0);
  for (const part of unknown) reportUnknown(part, scalar, context);
  if (unknown.length > 0) return [];
  const valuesOf = (name: string): readonly string[] => context.placeholders.get(name) ?? [];
  const count = names.reduce((product, { name }) => product * valuesOf(name).length, 1);
  if (!context.allows(count, 'expand', scalar.span)) return [];
  return expandTemplate(parts, valuesOf).map((pattern) => ({ kind: 'string', pattern }));
}

function reportUnknown(
  { name, start, end }: TemplatePart & { kind: 'placeholder' },
  scalar: YamlScalar,
  { placeholders, problems }: Context,
): void {
  const suggestion = placeholders.has(name) ? undefined : nearest(name, placeholders.keys());
  problems.add('sigma-placeholder', partOf(scalar, start, end), { name, suggestion });
}
