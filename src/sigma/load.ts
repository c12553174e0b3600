import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SourceText } from '../diagnostic/source-text.ts';
import { Collection } from './collection.ts';
import { Context, type LoadOptions } from './context.ts';
import type { SigmaCorrelation } from './correlation/ir.ts';
import { type CorrelationDraft, parseCorrelation } from './correlation/parse.ts';
import type { Refused } from './correlation/references.ts';
import { resolveCorrelations } from './correlation/resolve.ts';
import { parseFilter } from './filter.ts';
import type { SigmaFilter, SigmaRule } from './ir.ts';
import { start } from './metadata.ts';
import { Problems } from './problems.ts';
import { parseRule } from './rule.ts';
import { KIND_NAMES, valueAt, type YamlMap } from './yaml/node.ts';
import { parseYaml, type YamlDocument } from './yaml/parse.ts';

/** What was found in rule files. */
export interface LoadedSigma {
  /** Rules that are understood whole, in the order of the files. */
  readonly rules: readonly SigmaRule[];
  readonly filters: readonly SigmaFilter[];
  /** Correlations of which all rules are among `rules`; one that builds on another comes behind it. */
  readonly correlations: readonly SigmaCorrelation[];
  readonly diagnostics: readonly Diagnostic[];
  /** Documents that could not be used as a rule, each explained by a diagnostic. Unusable filters do not count. */
  readonly unsupported: number;
}

export type { LoadOptions, Placeholders } from './context.ts';

/** Reads rule, correlation and filter files. Problems are collected, all of them; nothing is thrown. */
export function loadSigma(sources: readonly SourceText[], options: LoadOptions = {}): LoadedSigma {
  const loader = new Loader(options);
  for (const source of sources) loader.file(source);
  const correlations = loader.correlations();
  const { rules, filters, unsupported, problems } = loader;
  return { rules, filters, correlations, diagnostics: problems.list, unsupported };
}

class Loader {
  readonly rules: SigmaRule[] = [];
  readonly filters: SigmaFilter[] = [];
  unsupported = 0;
  readonly problems = new Problems();
  readonly #options: LoadOptions;
  readonly #drafts: CorrelationDraft[] = [];
  /** Rules and correlations that are not used, so that a reference to one can be told from a slip. */
  readonly #refused: Refused[] = [];
  readonly #ids = { rule: new Map<string, string>(), filter: new Map<string, string>() };

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  file(source: SourceText): void {
    const documents = parseYaml(source, this.problems);
    const context = new Context(this.problems, this.#options);
    const collection = new Collection(this.problems);
    const resolved = documents.map((document) => this.#document(document, collection, context));
    if (!resolved.includes(true)) this.problems.add('sigma-no-documents', { source, start: 0, end: 1 }, {});
  }

  /** The correlations, whose rules may stand in any file: to be asked for behind the last one. */
  correlations(): readonly SigmaCorrelation[] {
    const correlations = resolveCorrelations(
      this.#drafts,
      this.rules,
      this.#refused,
      this.#options.pipelines ?? [],
      this.problems,
    );
    this.unsupported += this.#drafts.length - correlations.length;
    return correlations;
  }

  /** False for a document that is only a template for others. */
  #document({ root, span }: YamlDocument, collection: Collection, context: Context): boolean {
    if (root !== undefined && root.kind !== 'map')
      this.#refuse('sigma-not-a-rule', span, { found: `it is ${KIND_NAMES[root.kind]}` });
    const resolved = root?.kind === 'map' ? collection.resolve(root) : root;
    if (resolved === undefined) this.unsupported += 1;
    else if (resolved?.kind === 'map') this.#resolved(resolved, span, context);
    return resolved !== null;
  }

  #resolved(root: YamlMap, span: YamlDocument['span'], context: Context): void {
    if (valueAt(root, 'correlation') !== undefined) this.#correlation(root, context);
    else if (valueAt(root, 'detection') !== undefined) this.#rule(root, context);
    else if (valueAt(root, 'filter') !== undefined) this.#filter(root, context);
    else this.#refuse('sigma-not-a-rule', span, { found: describeKeys(root) });
  }

  #rule(root: YamlMap, context: Context): void {
    const before = this.problems.errors;
    const rule = parseRule(root, context);
    if (rule !== undefined && this.#isNew('rule', rule)) this.rules.push(rule);
    else this.#leaveOut(root, before);
  }

  #correlation(root: YamlMap, context: Context): void {
    const before = this.problems.errors;
    const draft = parseCorrelation(root, context);
    const isNew = draft?.id === undefined || this.#isNew('rule', { id: draft.id, span: root.span });
    if (draft !== undefined && isNew) this.#drafts.push(draft);
    else this.#leaveOut(root, before);
  }

  #leaveOut(root: YamlMap, errorsBefore: number): void {
    this.unsupported += 1;
    this.#refused.push({ root, isError: this.problems.errors > errorsBefore });
  }

  #filter(root: YamlMap, context: Context): void {
    const filter = parseFilter(root, context);
    if (filter !== undefined && this.#isNew('filter', filter)) this.filters.push(filter);
  }

  #isNew(kind: 'rule' | 'filter', { id, span }: Pick<SigmaRule | SigmaFilter, 'id' | 'span'>): boolean {
    const ids = this.#ids[kind];
    const first = ids.get(id);
    if (first !== undefined) this.problems.add('sigma-duplicate-id', start(span), { id, first });
    else ids.set(id, `${span.source.name}:${span.source.position(span.start).line}`);
    return first === undefined;
  }

  #refuse(...[code, span, args]: Refusal): void {
    this.problems.add(code, start(span), args);
    this.unsupported += 1;
  }
}

type Refusal = ['sigma-not-a-rule', YamlDocument['span'], { found: string }];

function describeKeys(root: YamlMap): string {
  const keys = root.entries.slice(0, 5).map(({ key }) => key.text);
  return keys.length === 0 ? 'it is empty' : `its keys are ${keys.join(', ')}${root.entries.length > 5 ? ', …' : ''}`;
}
