import type { PatternPart, StringPattern } from '../ir.ts';
import { NOT_STRINGS } from './groups.ts';
import { type DraftValue, eachValue, type Modifier } from './modifier.ts';

export const windash: Modifier = {
  name: 'windash',
  doc: 'Each of `-` `/` `–` `—` `―` at the start of a word stands for any of them.',
  section: 'String Modifiers',
  accepts: ['string'],
  conflicts: [...NOT_STRINGS, 'fieldref'],
  onKeywords: true,
  apply: (item, context) =>
    eachValue(item, (value, { span }): readonly DraftValue[] => {
      if (value.kind !== 'string') return [];
      if (!context.allows(DASHES.length ** dashesIn(value.pattern), 'windash', span)) return [];
      return variantsOf(value.pattern).map((pattern) => ({ kind: 'string', pattern }));
    }),
};

const DASHES = ['-', '/', '–', '—', '―'];

/** A dash that can be that of an option: nothing of a word before it, and a word behind it. */
const OPTION_DASH = /(?<![\p{L}\p{N}_])[-/–—―](?=[\p{L}\p{N}_])/u;

function dashesIn(pattern: StringPattern): number {
  return pattern.reduce((count, part) => count + (part.kind === 'literal' ? piecesOf(part.text).length - 1 : 0), 0);
}

/** The pieces between the dashes. */
function piecesOf(text: string): string[] {
  return text.split(OPTION_DASH);
}

/** The pattern with each choice of dashes. */
function variantsOf(pattern: StringPattern): StringPattern[] {
  return pattern.reduce<StringPattern[]>(
    (variants, part) => variants.flatMap((variant) => partVariants(part).map((next) => [...variant, next])),
    [[]],
  );
}

function partVariants(part: PatternPart): PatternPart[] {
  if (part.kind !== 'literal') return [part];
  const [first = '', ...others] = piecesOf(part.text);
  const texts = others.reduce(
    (all, piece) => all.flatMap((text) => DASHES.map((dash) => text + dash + piece)),
    [first],
  );
  return texts.map((text) => ({ kind: 'literal', text }));
}
