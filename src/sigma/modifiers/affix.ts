import type { StringPattern } from '../ir.ts';
import { literalPattern, widen } from '../pattern.ts';
import { type DraftValue, eachDraft, type ItemDraft } from './modifier.ts';

/** Puts `*` before, behind or around each value: what `endswith`, `startswith` and `contains` share. */
export function addWildcards(item: ItemDraft, where: { before: boolean; behind: boolean }): ItemDraft {
  return eachDraft(item, ({ value, scalar }) => ({
    kind: 'string',
    pattern: widen(asPattern(value, scalar.text), where),
  }));
}

function asPattern(value: DraftValue, text: string): StringPattern {
  return value.kind === 'string' ? value.pattern : literalPattern(text);
}
