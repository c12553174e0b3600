import type { DetectionItem, Expression, LogSource, SigmaFilter, SigmaRule, Test, ValueTest } from '../ir.ts';
import type { Pipeline, PipelineStep, RuleCondition, Transformation } from './pipeline.ts';

/** The rule as pipelines change it, by their priorities. */
export function applyPipelines(rule: SigmaRule, pipelines: readonly Pipeline[]): SigmaRule {
  if (pipelines.length === 0) return rule;
  const { conditions, logsource } = changed(rule, stepsOf(pipelines));
  const written = logsource === rule.logsource ? {} : { written: rule.logsource };
  return { ...rule, ...written, conditions, logsource };
}

/** The log source that pipelines give to rules of this one. */
export function changedLogSource(logsource: LogSource, pipelines: readonly Pipeline[]): LogSource {
  return changed({ conditions: [], logsource }, stepsOf(pipelines)).logsource;
}

/** A filter as pipelines change it for a rule of this log source: its fields get other names, and nothing is added. */
export function applyPipelinesToFilter(
  filter: SigmaFilter,
  logsource: LogSource,
  pipelines: readonly Pipeline[],
): SigmaFilter {
  const steps = stepsOf(pipelines).filter(({ change }) => change.type !== 'add_condition');
  const [condition] = changed({ conditions: [filter.condition], logsource }, steps).conditions;
  return condition === undefined ? filter : { ...filter, condition };
}

/** The names that pipelines give to a field in rules of this log source: what correlations count is renamed with them. */
export function renamedField(field: string, logsource: LogSource, pipelines: readonly Pipeline[]): readonly string[] {
  let names: readonly string[] = [field];
  let of = logsource;
  for (const { condition, change } of stepsOf(pipelines)) {
    if (!isMeant(condition, of)) continue;
    if (change.type === 'change_logsource') of = change.logsource;
    else if (isRenaming(change)) names = names.flatMap(namer(change));
  }
  return [...new Set(names)];
}

function isRenaming(change: Transformation): change is Renaming {
  return change.type.startsWith('field_');
}

/** What pipelines change. */
interface Subject {
  readonly conditions: readonly Expression[];
  readonly logsource: LogSource;
}

function stepsOf(pipelines: readonly Pipeline[]): PipelineStep[] {
  return pipelines.toSorted((one, other) => one.priority - other.priority).flatMap((pipeline) => pipeline.steps);
}

function changed(start: Subject, steps: readonly PipelineStep[]): Subject {
  return steps.reduce(
    (subject, { condition, change }) => (isMeant(condition, subject.logsource) ? apply(change, subject) : subject),
    start,
  );
}

function isMeant({ logsources, join, negated }: RuleCondition, logsource: LogSource): boolean {
  const fits = logsources.map((wanted) => isOf(wanted, logsource));
  const holds = join === 'and' ? fits.every(Boolean) : fits.length === 0 || fits.some(Boolean);
  return holds !== negated;
}

/** Whether a log source says all that is wanted. */
function isOf(wanted: LogSource, given: LogSource): boolean {
  return (['category', 'product', 'service'] as const).every(
    (key) => wanted[key] === undefined || wanted[key] === given[key],
  );
}

function apply(change: Transformation, subject: Subject): Subject {
  const { conditions, logsource } = subject;
  switch (change.type) {
    case 'add_condition':
      return { conditions: conditions.map((of) => ({ kind: 'and', of: [change.expression, of] })), logsource };
    case 'change_logsource':
      return { conditions, logsource: change.logsource };
    case 'value_placeholders':
      return subject;
    case 'field_name_mapping':
    case 'field_name_prefix_mapping':
    case 'field_name_prefix':
    case 'field_name_suffix': {
      const renamer = new Renamer(namer(change));
      return { conditions: conditions.map((condition) => renamer.rename(condition)), logsource };
    }
  }
}

type Namer = (field: string) => readonly string[];

type Renaming = Extract<Transformation, { type: `field_${string}` }>;

function namer(change: Renaming): Namer {
  switch (change.type) {
    case 'field_name_mapping':
      return (field) => change.mapping.get(field) ?? [field];
    case 'field_name_prefix_mapping':
      return (field) => withPrefixMapped(field, change.mapping);
    case 'field_name_prefix':
      return (field) => [change.text + field];
    case 'field_name_suffix':
      return (field) => [field + change.text];
  }
}

function withPrefixMapped(field: string, mapping: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = [...mapping].find(([prefix]) => field.startsWith(prefix));
  return found === undefined ? [field] : found[1].map((prefix) => prefix + field.slice(found[0].length));
}

/** Renames fields. What occurs in an expression several times is changed once. */
class Renamer {
  readonly #names: Namer;
  readonly #done = new Map<Expression, Expression>();

  constructor(names: Namer) {
    this.#names = names;
  }

  rename(expression: Expression): Expression {
    const known = this.#done.get(expression) ?? this.#renameNew(expression);
    this.#done.set(expression, known);
    return known;
  }

  #renameNew(expression: Expression): Expression {
    switch (expression.kind) {
      case 'and':
      case 'or':
        return { kind: expression.kind, of: expression.of.map((child) => this.rename(child)) };
      case 'not':
      case 'selection':
        return { ...expression, of: this.rename(expression.of) };
      case 'item':
        return this.#item(expression.item);
    }
  }

  #item(item: DetectionItem): Expression {
    const tests = item.tests.map((test): ValueTest => ({ ...test, ...this.#test(test) }));
    const fields = item.field === undefined ? [undefined] : this.#names(item.field);
    const items = fields.map((field): Expression => ({ kind: 'item', item: { ...item, field, tests } }));
    const [only] = items;
    return only !== undefined && items.length === 1 ? only : { kind: 'or', of: items };
  }

  /** A field that is referred to has new names too; with several, one of them must hold. */
  #test(test: Test): Test {
    if (test.kind === 'variants') return { ...test, of: test.of.map((one) => this.#test(one)) };
    if (test.kind !== 'fieldref') return test;
    const references = this.#names(test.field).map((field) => ({ ...test, field }));
    const [only] = references;
    return only !== undefined && references.length === 1 ? only : { kind: 'variants', of: references };
  }
}
