import type { Network, StringPattern } from '../ir.ts';
import type { Problems } from '../problems.ts';
import type { YamlScalar } from '../yaml/node.ts';

/** A value on its way through the modifiers. */
export type DraftValue =
  | { readonly kind: 'string'; readonly pattern: StringPattern }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string }
  | { readonly kind: 'cidr'; readonly network: Network }
  | { readonly kind: 'exists'; readonly exists: boolean };

export type DraftKind = DraftValue['kind'];

/** One value of a detection item: what it is by now, and the scalar that it was read from. */
export interface Draft {
  readonly scalar: YamlScalar;
  readonly value: DraftValue;
}

/** A detection item on its way through the modifiers. */
export interface ItemDraft {
  /** `field|modifier|…` as written. */
  readonly written: string;
  readonly quantifier: 'any' | 'all';
  readonly cased: boolean;
  readonly drafts: readonly Draft[];
}

/** A value modifier of Sigma. Each has a file of its own and a line in the registry. */
export interface Modifier {
  readonly name: string;
  /** What it does, in one line for the documentation. */
  readonly doc: string;
  /** The heading of the Modifiers Appendix of the Sigma specification that defines it. */
  readonly section: string;
  /** The kinds of values that it takes. */
  readonly accepts: readonly DraftKind[];
  /** The modifier that must come before it. */
  readonly after?: string;
  /** Modifiers that it makes no sense with, wherever they stand. */
  readonly conflicts: readonly string[];
  /** Whether it can be used on keywords, which have no field. */
  readonly onKeywords: boolean;
  apply(item: ItemDraft, problems: Problems): ItemDraft;
}

/** The item with each value replaced; a value for which `change` gives undefined is left out. */
export function eachDraft(item: ItemDraft, change: (draft: Draft) => DraftValue | undefined): ItemDraft {
  const drafts = item.drafts.flatMap((draft) => {
    const value = change(draft);
    return value === undefined ? [] : [{ ...draft, value }];
  });
  return { ...item, drafts };
}
