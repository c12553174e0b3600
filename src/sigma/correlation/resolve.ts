import { createHash } from 'node:crypto';
import type { Level, SigmaRule } from '../ir.ts';
import { start } from '../metadata.ts';
import type { Pipeline } from '../pipelines/pipeline.ts';
import type { Problems } from '../problems.ts';
import { LEVELS } from '../rule.ts';
import { Fields } from './fields.ts';
import type { CorrelatedField, CorrelationMember, Measure, SigmaCorrelation, Threshold } from './ir.ts';
import type { CorrelationDraft } from './parse.ts';
import { printCorrelation } from './print.ts';
import { References, type Refused, type Target } from './references.ts';

/** So many correlations can build on one another. */
const MAX_CHAIN = 50;

/**
 * Looks up what correlations refer to, among all that was read. Those that cannot be used whole are left out. One that
 * builds on another comes behind it.
 */
export function resolveCorrelations(
  drafts: readonly CorrelationDraft[],
  rules: readonly SigmaRule[],
  refused: readonly Refused[],
  pipelines: readonly Pipeline[],
  problems: Problems,
): SigmaCorrelation[] {
  const resolver = new Resolver(new References(rules, drafts, refused), pipelines, problems);
  const links = new Map(drafts.map((draft) => [draft, resolver.links(draft)]));
  let waiting = [...drafts];
  while (waiting.length > 0) {
    const ready = waiting.filter((draft) => draftsOf(links.get(draft)).every((each) => resolver.isDone(each)));
    if (ready.length === 0) {
      for (const cycle of cyclesIn(waiting, links)) resolver.refuseCycle(cycle);
      for (const draft of waiting) if (!resolver.isDone(draft)) ready.push(draft);
    }
    for (const draft of ready) resolver.resolve(draft, links.get(draft) ?? []);
    waiting = waiting.filter((draft) => !resolver.isDone(draft));
  }
  return resolver.found();
}

/** Each of a correlation's references, in their order; undefined for one that is unknown. */
type Links = readonly (Target | undefined)[];

function draftsOf(links: Links = []): CorrelationDraft[] {
  return links.flatMap((target) => (target?.kind === 'draft' ? [target.draft] : []));
}

/** Circles among correlations that wait for each other, each once. */
function cyclesIn(
  waiting: readonly CorrelationDraft[],
  links: ReadonlyMap<CorrelationDraft, Links>,
): CorrelationDraft[][] {
  const among = new Set(waiting);
  const seen = new Set<CorrelationDraft>();
  const cycles: CorrelationDraft[][] = [];
  for (const first of waiting) {
    const path: CorrelationDraft[] = [];
    let at: CorrelationDraft | undefined = first;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      path.push(at);
      at = draftsOf(links.get(at)).find((each) => among.has(each));
    }
    const begin = at === undefined ? -1 : path.indexOf(at);
    if (begin >= 0) cycles.push(path.slice(begin));
  }
  return cycles;
}

type Outcome =
  | { readonly kind: 'usable'; readonly correlation: SigmaCorrelation; readonly depth: number }
  | { readonly kind: 'refused'; readonly isError: boolean };

class Resolver {
  readonly #references: References;
  readonly #pipelines: readonly Pipeline[];
  readonly #problems: Problems;
  readonly #done = new Map<CorrelationDraft, Outcome>();

  constructor(references: References, pipelines: readonly Pipeline[], problems: Problems) {
    this.#references = references;
    this.#pipelines = pipelines;
    this.#problems = problems;
  }

  isDone(draft: CorrelationDraft): boolean {
    return this.#done.has(draft);
  }

  found(): SigmaCorrelation[] {
    return [...this.#done.values()].flatMap((outcome) => (outcome.kind === 'usable' ? [outcome.correlation] : []));
  }

  links(draft: CorrelationDraft): Links {
    return draft.rules.map((reference) => this.#references.find(reference, this.#problems));
  }

  refuseCycle(cycle: readonly CorrelationDraft[]): void {
    const names = cycle.map(({ about, id, title }) => about.name ?? id ?? title);
    for (const [at, draft] of cycle.entries()) {
      const path = [...names.slice(at), ...names.slice(0, at), names[at]].join(' → ');
      this.#problems.add('correlation-cycle', start(draft.document.span), { path });
      this.#done.set(draft, { kind: 'refused', isError: true });
    }
  }

  resolve(draft: CorrelationDraft, links: Links): void {
    if (!this.isDone(draft)) this.#done.set(draft, this.#outcome(draft, links));
  }

  #outcome(draft: CorrelationDraft, links: Links): Outcome {
    const before = this.#problems.errors;
    const members: CorrelationMember[] = [];
    let depth = 1;
    for (const [at, reference] of draft.rules.entries()) {
      const rule = this.#member(links[at]);
      if (rule === undefined) continue;
      if (rule.kind === 'refused') this.#unusable(draft, at, rule.isError);
      else if (members.some((member) => member.rule === rule.rule))
        this.#problems.add('correlation-duplicate-rule', reference.span, { rule: reference.text });
      else {
        members.push({ reference: reference.text, span: reference.span, rule: rule.rule });
        depth = Math.max(depth, rule.depth + 1);
      }
    }
    if (depth > MAX_CHAIN)
      this.#problems.add('correlation-too-many', start(draft.document.span), {
        what: 'correlations that build on one another',
        limit: MAX_CHAIN,
      });
    const isWhole = members.length === draft.rules.length && this.#problems.errors === before;
    const correlation = isWhole ? this.#build(draft, members) : undefined;
    if (correlation !== undefined && this.#problems.errors === before) return { kind: 'usable', correlation, depth };
    return { kind: 'refused', isError: this.#problems.errors > before || links.includes(undefined) };
  }

  #member(target: Target | undefined) {
    if (target === undefined) return undefined;
    if (target.kind === 'rule') return { kind: 'usable', rule: target.rule, depth: 0 } as const;
    if (target.kind === 'refused') return { kind: 'refused', isError: target.refused.isError } as const;
    const outcome = this.#done.get(target.draft) ?? { kind: 'refused', isError: true };
    return outcome.kind === 'refused' ? outcome : { ...outcome, rule: outcome.correlation };
  }

  #unusable(draft: CorrelationDraft, at: number, isError: boolean): void {
    const reference = draft.rules[at];
    if (reference === undefined) return;
    const [span, rule] = [reference.span, reference.text];
    if (isError) this.#problems.add('correlation-unusable-rule', span, { rule });
    else this.#problems.add('correlation-unsupported-rule', span, { rule });
  }

  #build(draft: CorrelationDraft, rules: readonly CorrelationMember[]): SigmaCorrelation | undefined {
    const { document, title, about, timespan, generate } = draft;
    const fields = new Fields(draft, rules, this.#pipelines, this.#problems);
    const groupBy = fields.resolve(draft.groupBy);
    const measure = measureOf(draft, fields.resolve(draft.fields));
    fields.check();
    if (measure === undefined) return undefined;
    const level = draft.level ?? gravest(rules);
    const condition = conditionOf(draft);
    const base = {
      kind: 'correlation',
      title,
      ...about,
      level,
      rules,
      groupBy,
      timespan,
      measure,
      condition,
      generate,
    } as const;
    const whole = { ...base, path: document.span.source.name, span: document.span };
    return { ...whole, id: draft.id ?? idOf(whole) };
  }
}

function measureOf({ type, percentile }: CorrelationDraft, fields: readonly CorrelatedField[]): Measure | undefined {
  const [field] = fields;
  switch (type) {
    case 'event_count':
    case 'temporal':
    case 'temporal_ordered':
      return { type };
    case 'value_count':
      return { type, fields };
    case 'value_sum':
    case 'value_avg':
    case 'value_median':
      return field === undefined ? undefined : { type, field };
    case 'value_percentile':
      return field === undefined || percentile === undefined ? undefined : { type, field, percentile };
  }
}

function conditionOf({ thresholds, rules }: CorrelationDraft): readonly Threshold[] {
  return thresholds.length > 0 ? thresholds : [{ operator: 'gte', value: rules.length }];
}

function gravest(members: readonly CorrelationMember[]): Level {
  const highest = Math.max(...members.map(({ rule }) => LEVELS.indexOf(rule.level)));
  return LEVELS[highest] ?? 'informational';
}

function idOf(correlation: Omit<SigmaCorrelation, 'id'>): string {
  return `ir-${createHash('sha256').update(printCorrelation(correlation)).digest('hex').slice(0, 32)}`;
}
