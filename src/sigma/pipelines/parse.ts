import { Context } from '../context.ts';
import { parseSelections } from '../detection.ts';
import type { LogSource } from '../ir.ts';
import { readLogSourceOf } from '../logsource.ts';
import { readMandatory, readMap, readScalar, readText, start, textsIn, wrongType } from '../metadata.ts';
import type { Problems } from '../problems.ts';
import { nearest } from '../suggest.ts';
import { valueAt, type YamlList, type YamlMap, type YamlNode } from '../yaml/node.ts';
import type { Pipeline, PipelineStep, RuleCondition, Transformation } from './pipeline.ts';

/** Reads a pipeline document; undefined, with at least one problem, if it cannot be used whole. */
export function parsePipeline(root: YamlMap, problems: Problems): Pipeline | undefined {
  const before = problems.errors;
  refuseOthers(root, PIPELINE_KEYS, 'the pipeline key', problems);
  const path = root.span.source.name;
  const name = readText(root, 'name', problems) ?? path;
  const priority = readNumber(root, 'priority', problems) ?? 0;
  const steps = listAt(root, 'transformations', problems).map((node) => parseStep(node, problems));
  if (problems.errors > before) return undefined;
  return { name, priority, steps: steps.filter((step) => step !== undefined), path };
}

/** What can be read, and what says nothing of what a rule means. */
const PIPELINE_KEYS = ['name', 'priority', 'vars', 'transformations', 'allowed_backends'];
const STEP_KEYS = ['id', 'type', 'rule_conditions', 'rule_cond_op', 'rule_cond_not'];

function parseStep(node: YamlNode, problems: Problems): PipelineStep | undefined {
  if (node.kind !== 'map') {
    wrongType(node, 'transformations', 'a list of maps', problems);
    return undefined;
  }
  const condition = parseConditions(node, problems);
  const change = parseChange(node, problems);
  return change === undefined ? undefined : { condition, change, span: node.span };
}

function parseConditions(step: YamlMap, problems: Problems): RuleCondition {
  const logsources = listAt(step, 'rule_conditions', problems).flatMap((node) => parseCondition(node, problems) ?? []);
  const join = readText(step, 'rule_cond_op', problems) ?? 'and';
  const negated = readFlag(step, 'rule_cond_not', problems);
  if (join !== 'and' && join !== 'or')
    unsupported(valueAt(step, 'rule_cond_op') ?? step, 'the link', join, ['and', 'or'], problems);
  return { logsources, join: join === 'or' ? 'or' : 'and', negated };
}

function parseCondition(node: YamlNode, problems: Problems): LogSource | undefined {
  if (node.kind !== 'map') {
    wrongType(node, 'rule_conditions', 'a list of maps', problems);
    return undefined;
  }
  const type = readMandatory(node, 'type', 'the condition', problems);
  if (type !== undefined && type.text !== 'logsource')
    unsupported(type, 'the condition', type.text, ['logsource'], problems);
  refuseOthers(node, ['type', 'category', 'product', 'service'], 'the condition key', problems);
  return readLogSourceOf(node, problems);
}

const CHANGES: Readonly<
  Record<
    Transformation['type'],
    { keys: readonly string[]; parse: (step: YamlMap, problems: Problems) => Transformation | undefined }
  >
> = {
  field_name_mapping: {
    keys: [...STEP_KEYS, 'mapping'],
    parse: (step, problems) => mappingChange('field_name_mapping', step, problems),
  },
  field_name_prefix_mapping: {
    keys: [...STEP_KEYS, 'mapping'],
    parse: (step, problems) => mappingChange('field_name_prefix_mapping', step, problems),
  },
  field_name_prefix: {
    keys: [...STEP_KEYS, 'prefix'],
    parse: (step, problems) => affixChange('field_name_prefix', 'prefix', step, problems),
  },
  field_name_suffix: {
    keys: [...STEP_KEYS, 'suffix'],
    parse: (step, problems) => affixChange('field_name_suffix', 'suffix', step, problems),
  },
  add_condition: { keys: [...STEP_KEYS, 'conditions', 'negated'], parse: addedCondition },
  change_logsource: {
    keys: [...STEP_KEYS, 'category', 'product', 'service'],
    parse: (step, problems) => ({ type: 'change_logsource', logsource: readLogSourceOf(step, problems) }),
  },
  // Placeholders get their values when rules are read, whatever their log source.
  value_placeholders: { keys: ['id', 'type'], parse: () => ({ type: 'value_placeholders' }) },
};

function parseChange(step: YamlMap, problems: Problems): Transformation | undefined {
  const type = readMandatory(step, 'type', 'the transformation', problems);
  if (type === undefined) return undefined;
  const change = Object.entries(CHANGES).find(([name]) => name === type.text)?.[1];
  if (change === undefined) {
    unsupported(type, 'the transformation', type.text, Object.keys(CHANGES), problems);
    return undefined;
  }
  refuseOthers(step, change.keys, 'the transformation key', problems);
  return change.parse(step, problems);
}

function mappingChange(
  type: 'field_name_mapping' | 'field_name_prefix_mapping',
  step: YamlMap,
  problems: Problems,
): Transformation | undefined {
  const map = readMap(step, 'mapping', 'the transformation', problems);
  const entries = map?.entries.map(({ key, value }): [string, string[]] => {
    if (value.kind === 'list' && value.items.length === 0)
      problems.add('sigma-empty', value.span, { what: `'${key.text}'` });
    return [key.text, textsIn(value, key.text, problems).map(({ text }) => text)];
  });
  return entries === undefined ? undefined : { type, mapping: new Map(entries) };
}

function affixChange(
  type: 'field_name_prefix' | 'field_name_suffix',
  key: string,
  step: YamlMap,
  problems: Problems,
): Transformation | undefined {
  const text = readMandatory(step, key, 'the transformation', problems)?.text;
  return text === undefined ? undefined : { type, text };
}

/** The added conditions are a search identifier, named by the id of the step. */
function addedCondition(step: YamlMap, problems: Problems): Transformation | undefined {
  const map = readMap(step, 'conditions', 'the transformation', problems);
  const id = readScalar(step, 'id', problems);
  if (map === undefined) return undefined;
  const key = id ?? { kind: 'string', text: 'add_condition', style: 'plain', span: start(map.span) };
  const of = parseSelections([{ key, value: map }], new Context(problems)).get(key.text);
  if (of === undefined) return undefined;
  const selection = { kind: 'selection', name: key.text, of } as const;
  const negated = readFlag(step, 'negated', problems);
  return { type: 'add_condition', expression: negated ? { kind: 'not', of: selection } : selection };
}

function readNumber(map: YamlMap, key: string, problems: Problems): number | undefined {
  const scalar = readScalar(map, key, problems);
  if (scalar === undefined || scalar.kind === 'number') return scalar?.value;
  wrongType(scalar, key, 'a number', problems);
  return undefined;
}

function readFlag(map: YamlMap, key: string, problems: Problems): boolean {
  const scalar = readScalar(map, key, problems);
  if (scalar === undefined || scalar.kind === 'boolean') return scalar?.value ?? false;
  wrongType(scalar, key, 'true or false', problems);
  return false;
}

function listAt(map: YamlMap, key: string, problems: Problems): YamlList['items'] {
  const node = valueAt(map, key);
  if (node === undefined || node.kind === 'null') return [];
  if (node.kind === 'list') return node.items;
  wrongType(node, key, 'a list', problems);
  return [];
}

function refuseOthers(map: YamlMap, known: readonly string[], what: string, problems: Problems): void {
  for (const { key } of map.entries) if (!known.includes(key.text)) unsupported(key, what, key.text, known, problems);
}

function unsupported(at: YamlNode, what: string, name: string, known: readonly string[], problems: Problems): void {
  problems.add('sigma-pipeline-unsupported', at.span, { what, name, suggestion: nearest(name, known) });
}
