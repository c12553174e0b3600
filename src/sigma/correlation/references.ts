import type { Span } from '../../diagnostic/source-text.ts';
import type { SigmaRule } from '../ir.ts';
import type { Problems } from '../problems.ts';
import { nearest } from '../suggest.ts';
import { isScalar, valueAt, type YamlMap, type YamlScalar } from '../yaml/node.ts';
import type { CorrelationDraft } from './parse.ts';

/** To look for one takes as long as there are names. */
const MAX_SUGGESTIONS = 100;

/** A document that is not used; `isError` is false where it is only not supported. */
export interface Refused {
  readonly root: YamlMap;
  readonly isError: boolean;
}

/** What an id or name refers to. */
export type Target =
  | { readonly kind: 'rule'; readonly rule: SigmaRule }
  | { readonly kind: 'draft'; readonly draft: CorrelationDraft }
  | { readonly kind: 'refused'; readonly refused: Refused };

/** Finds rules and correlations by id, in which letter case does not count, or by name. */
export class References {
  readonly #ids = new Map<string, Target>();
  readonly #names = new Map<string, Target[]>();
  #suggestions = 0;

  constructor(rules: readonly SigmaRule[], drafts: readonly CorrelationDraft[], refused: readonly Refused[]) {
    for (const rule of rules) this.#add(rule.id, rule.name, { kind: 'rule', rule });
    for (const draft of drafts) this.#add(draft.id, draft.about.name, { kind: 'draft', draft });
    for (const each of refused)
      this.#add(textOf(each.root, 'id'), textOf(each.root, 'name'), { kind: 'refused', refused: each });
  }

  /** What the reference means; undefined, with a problem, if that is nothing or not clear. */
  find(reference: YamlScalar, problems: Problems): Target | undefined {
    const { text, span } = reference;
    const [named, other] = this.#names.get(text) ?? [];
    const target = this.#ids.get(text.toLowerCase()) ?? named;
    if (target === undefined) {
      problems.add('correlation-unknown-rule', span, { rule: text, suggestion: this.#nearest(text) });
    } else if (target === named && other !== undefined) {
      const [first, second] = [placeOf(target), placeOf(other)];
      problems.add('correlation-ambiguous-rule', span, { rule: text, first, second });
      return undefined;
    }
    return target;
  }

  #nearest(text: string): string | undefined {
    this.#suggestions += 1;
    return this.#suggestions > MAX_SUGGESTIONS
      ? undefined
      : nearest(text, [...this.#names.keys(), ...this.#ids.keys()]);
  }

  #add(id: string | undefined, name: string | undefined, target: Target): void {
    const key = id?.toLowerCase();
    if (key !== undefined && !this.#ids.has(key)) this.#ids.set(key, target);
    if (name === undefined) return;
    const named = this.#names.get(name);
    if (named === undefined) this.#names.set(name, [target]);
    else named.push(target);
  }
}

function textOf(root: YamlMap, key: string): string | undefined {
  const node = valueAt(root, key);
  return node !== undefined && isScalar(node) && node.kind !== 'null' ? node.text : undefined;
}

function placeOf(target: Target): string {
  const { source, start }: Span =
    target.kind === 'rule'
      ? target.rule.span
      : target.kind === 'draft'
        ? target.draft.document.span
        : target.refused.root.span;
  return `${source.name}:${source.position(start).line}`;
}
