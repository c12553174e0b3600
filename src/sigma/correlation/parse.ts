import type { Context } from '../context.ts';
import type { Level } from '../ir.ts';
import { readMandatory, readMap, start, textsIn, wrongType } from '../metadata.ts';
import type { Problems } from '../problems.ts';
import { checkTaxonomy, readAbout, readGivenLevel, readId } from '../rule.ts';
import { nearest } from '../suggest.ts';
import { isScalar, valueAt, type YamlMap, type YamlScalar } from '../yaml/node.ts';
import { type ConditionDraft, readCondition } from './condition.ts';
import type { CorrelationType, Timespan } from './ir.ts';
import { readTimespan } from './timespan.ts';

export const TYPES: readonly CorrelationType[] = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
];

export const CORRELATION_KEYS = ['type', 'rules', 'group-by', 'timespan', 'condition', 'aliases', 'generate'];

/** So many rules, and so many fields to group by, can one correlation have. */
const LIMITS = { rules: 100, 'group-by': 20 } as const;

/** A correlation as it is written; what it refers to is not looked up yet. */
export interface CorrelationDraft extends ConditionDraft {
  readonly document: YamlMap;
  readonly title: string;
  readonly id: string | undefined;
  readonly level: Level | undefined;
  readonly about: ReturnType<typeof readAbout>;
  readonly type: CorrelationType;
  readonly rules: readonly YamlScalar[];
  readonly groupBy: readonly YamlScalar[];
  readonly aliases: readonly AliasDraft[];
  readonly timespan: Timespan;
  readonly generate: boolean;
}

export interface AliasDraft {
  readonly name: YamlScalar;
  readonly fields: readonly { readonly rule: YamlScalar; readonly field: YamlScalar }[];
}

/** Reads a correlation document; undefined, with at least one problem, if it cannot be used. */
export function parseCorrelation(document: YamlMap, { problems }: Context): CorrelationDraft | undefined {
  const before = problems.errors;
  checkTaxonomy(document, problems);
  const title = readMandatory(document, 'title', 'the correlation', problems)?.text;
  const id = readId(document, problems);
  const level = readGivenLevel(document, problems);
  const about = readAbout(document, problems);
  const body = readMap(document, 'correlation', 'the document', problems);
  const parts = body === undefined ? undefined : readBody(document, body, problems);
  if (problems.errors > before || title === undefined || parts === undefined) return undefined;
  return { document, title, id, level, about, ...parts };
}

function readBody(document: YamlMap, body: YamlMap, problems: Problems) {
  checkKeys(body, problems);
  const type = readType(body, problems);
  const rules = readRules(body, problems);
  const groupBy = readList(body, 'group-by', problems);
  const aliases = readAliases(body, problems);
  const timespan = readTimespan(body, problems);
  const generate = readGenerate(document, body, problems);
  if (type === undefined) return undefined;
  const condition = readCondition(body, type, body, problems);
  return timespan === undefined ? undefined : { type, rules, groupBy, aliases, timespan, generate, ...condition };
}

function checkKeys(body: YamlMap, problems: Problems): void {
  for (const { key } of body.entries)
    if (!CORRELATION_KEYS.includes(key.text)) {
      const suggestion = nearest(key.text, CORRELATION_KEYS);
      problems.add('correlation-unknown-key', key.span, { key: key.text, where: "'correlation'", suggestion });
    }
}

function readType(body: YamlMap, problems: Problems): CorrelationType | undefined {
  const scalar = readMandatory(body, 'type', 'the correlation', problems);
  const type = TYPES.find((known) => known === scalar?.text);
  if (scalar !== undefined && type === undefined)
    problems.add('correlation-unknown-type', scalar.span, {
      type: scalar.text,
      suggestion: nearest(scalar.text, TYPES),
    });
  return type;
}

function readRules(body: YamlMap, problems: Problems): readonly YamlScalar[] {
  const node = valueAt(body, 'rules');
  if (node === undefined || node.kind === 'null')
    problems.add('sigma-missing', start(body.span), { key: 'rules', where: 'the correlation' });
  else if (node.kind === 'list' && node.items.length === 0) problems.add('sigma-empty', node.span, { what: "'rules'" });
  return readList(body, 'rules', problems);
}

function readList(body: YamlMap, key: keyof typeof LIMITS, problems: Problems): readonly YamlScalar[] {
  const node = valueAt(body, key);
  if (node === undefined || node.kind === 'null') return [];
  const texts = textsIn(node, key, problems);
  const limit = LIMITS[key];
  if (texts.length > limit)
    problems.add('correlation-too-many', start(node.span), { what: `entries of '${key}'`, limit });
  return texts.slice(0, limit);
}

function readAliases(body: YamlMap, problems: Problems): readonly AliasDraft[] {
  const node = valueAt(body, 'aliases');
  if (node === undefined || node.kind === 'null') return [];
  if (node.kind !== 'map') {
    wrongType(node, 'aliases', 'a map', problems);
    return [];
  }
  return node.entries.map(({ key, value }) => {
    if (value.kind !== 'map') wrongType(value, key.text, 'a map from rules to fields', problems);
    const entries = value.kind === 'map' ? value.entries : [];
    const fields = entries.flatMap(({ key: rule, value: field }) => {
      if (isScalar(field) && field.kind !== 'null') return [{ rule, field }];
      wrongType(field, rule.text, 'a field', problems);
      return [];
    });
    return { name: key, fields };
  });
}

/** The specification has `generate` beside `correlation`; the ecosystem's tools read it inside. */
function readGenerate(document: YamlMap, body: YamlMap, problems: Problems): boolean {
  const node = valueAt(body, 'generate') ?? valueAt(document, 'generate');
  if (node === undefined || node.kind === 'null') return false;
  if (node.kind === 'boolean') return node.value;
  wrongType(node, 'generate', 'true or false', problems);
  return false;
}
