import type { Context } from '../context.ts';
import type { FieldPlace, StringPattern, Test } from '../ir.ts';
import type { YamlScalar } from '../yaml/node.ts';

/** A value on its way through the modifiers. */
export type DraftValue =
  | { readonly kind: 'string'; readonly pattern: StringPattern }
  /** Bytes that a modifier has made of a string: text only if they happen to be UTF-8. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly madeBy: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'fieldref'; readonly field: string; readonly where: FieldPlace }
  | Extract<Test, { kind: 'number' | 'null' | 'regex' | 'cidr' | 'exists' | 'compare' | 'time' }>;

export type DraftKind = DraftValue['kind'];

/** One value of a detection item: the scalar that it was read from, and what it is by now; several where it has variants. */
export interface Draft {
  readonly scalar: YamlScalar;
  readonly values: readonly DraftValue[];
}

/** A detection item on its way through the modifiers. */
export interface ItemDraft {
  /** `field|modifier|…` as written. */
  readonly written: string;
  readonly quantifier: 'any' | 'all';
  readonly cased: boolean;
  readonly negated: boolean;
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
  /** Modifiers that must not come before it. */
  readonly before?: readonly string[];
  /** Applied before all others, wherever it is written. */
  readonly isEarly?: true;
  /** Modifiers that it makes no sense with, wherever they stand. */
  readonly conflicts: readonly string[];
  /** Whether it can be used on keywords, which have no field. */
  readonly onKeywords: boolean;
  apply(item: ItemDraft, context: Context): ItemDraft;
}

/** The item with each value replaced by others: by none to leave it out, by several to give it variants. */
export function eachValue(
  item: ItemDraft,
  change: (value: DraftValue, scalar: YamlScalar) => readonly DraftValue[],
): ItemDraft {
  const drafts = item.drafts.map(({ scalar, values }) => ({
    scalar,
    values: values.flatMap((value) => change(value, scalar)),
  }));
  return { ...item, drafts: drafts.filter(({ values }) => values.length > 0) };
}
