import type { Problems } from '../problems.ts';
import { nearest } from '../suggest.ts';
import type { YamlScalar } from '../yaml/node.ts';
import type { CorrelatedField, CorrelationMember, FieldSource } from './ir.ts';
import type { AliasDraft, CorrelationDraft } from './parse.ts';

/** Says what the names in `group-by` and `field` stand for in each rule of a correlation. */
export class Fields {
  readonly #draft: CorrelationDraft;
  readonly #members: readonly CorrelationMember[];
  readonly #problems: Problems;
  readonly #used = new Set<AliasDraft>();

  constructor(draft: CorrelationDraft, members: readonly CorrelationMember[], problems: Problems) {
    this.#draft = draft;
    this.#members = members;
    this.#problems = problems;
  }

  /** The fields, each name once. */
  resolve(names: readonly YamlScalar[]): CorrelatedField[] {
    const once = new Map(names.map((name) => [name.text, name]));
    return [...once.values()].map((name) => this.#field(name));
  }

  /** Warns of aliases that nothing has named, and of rules in aliases that are none of the correlation's. */
  check(): void {
    const references = this.#members.map(({ reference }) => reference);
    for (const alias of this.#draft.aliases) {
      if (!this.#used.has(alias))
        this.#problems.add('correlation-unused-alias', alias.name.span, { alias: alias.name.text });
      for (const { rule } of alias.fields.filter(
        (each) => !this.#members.some((member) => isNamed(member, each.rule.text)),
      ))
        this.#problems.add('correlation-alias-rule', rule.span, {
          alias: alias.name.text,
          rule: rule.text,
          suggestion: nearest(rule.text, references),
        });
    }
  }

  #field(name: YamlScalar): CorrelatedField {
    const alias = this.#draft.aliases.find((each) => each.name.text === name.text);
    if (alias !== undefined) this.#used.add(alias);
    const of = this.#members.map((member) =>
      sourceIn(member, alias === undefined ? name : this.#aliased(alias, member)),
    );
    return { name: name.text, isAlias: alias !== undefined, span: name.span, of };
  }

  #aliased(alias: AliasDraft, member: CorrelationMember): YamlScalar {
    const found = alias.fields.find(({ rule }) => isNamed(member, rule.text));
    if (found !== undefined) return found.field;
    this.#problems.add('correlation-alias-incomplete', alias.name.span, {
      alias: alias.name.text,
      rule: member.reference,
    });
    return alias.name;
  }
}

function isNamed({ reference, rule }: CorrelationMember, text: string): boolean {
  return text === reference || text === rule.name || text.toLowerCase() === rule.id.toLowerCase();
}

/** A correlation's match has one value of what it is grouped by; of anything else its last event has one. */
function sourceIn({ rule }: CorrelationMember, { text, span }: YamlScalar): FieldSource {
  const key = rule.kind === 'correlation' ? rule.groupBy.findIndex(({ name }) => name === text) : -1;
  return key < 0 ? { kind: 'field', field: text, span } : { kind: 'key', key };
}
