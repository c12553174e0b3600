import { renamedField } from '../pipelines/apply.ts';
import type { Pipeline } from '../pipelines/pipeline.ts';
import type { Problems } from '../problems.ts';
import { nearest } from '../suggest.ts';
import type { YamlScalar } from '../yaml/node.ts';
import type { CorrelatedField, CorrelationMember, FieldSource } from './ir.ts';
import type { AliasDraft, CorrelationDraft } from './parse.ts';

/** Says what the names in `group-by` and `field` stand for in each rule of a correlation. */
export class Fields {
  readonly #draft: CorrelationDraft;
  readonly #members: readonly CorrelationMember[];
  readonly #pipelines: readonly Pipeline[];
  readonly #problems: Problems;
  readonly #used = new Set<AliasDraft>();

  constructor(
    draft: CorrelationDraft,
    members: readonly CorrelationMember[],
    pipelines: readonly Pipeline[],
    problems: Problems,
  ) {
    this.#draft = draft;
    this.#pipelines = pipelines;
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
      this.#sourceIn(member, alias === undefined ? name : this.#aliased(alias, member)),
    );
    return { name: name.text, isAlias: alias !== undefined, span: name.span, of };
  }

  /** A correlation's match has one value of what it is grouped by; of anything else its last event has one. */
  #sourceIn({ rule }: CorrelationMember, { text, span }: YamlScalar): FieldSource {
    if (rule.kind === 'correlation') {
      const key = rule.groupBy.findIndex(({ name }) => name === text);
      return key < 0 ? { kind: 'field', field: text, span } : { kind: 'key', key };
    }
    const [field = text, ...more] = renamedField(text, rule.written ?? rule.logsource, this.#pipelines);
    if (more.length > 0) this.#problems.add('correlation-many-values', span, { field: text });
    return { kind: 'field', field, span };
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
