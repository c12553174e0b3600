import { textsIn, wrongType } from '../metadata.ts';
import type { Problems } from '../problems.ts';
import { nearest } from '../suggest.ts';
import { isScalar, valueAt, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import type { CorrelationType, Threshold, ThresholdOperator } from './ir.ts';

/** The `condition` of a correlation as it is written. */
export interface ConditionDraft {
  readonly thresholds: readonly Threshold[];
  readonly fields: readonly YamlScalar[];
  readonly percentile: number | undefined;
}

export const OPERATORS: readonly ThresholdOperator[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];

/** What a type measures beside matches. */
const ASKS: Readonly<Record<CorrelationType, readonly ('field' | 'percentile')[]>> = {
  event_count: [],
  value_count: ['field'],
  temporal: [],
  temporal_ordered: [],
  value_sum: ['field'],
  value_avg: ['field'],
  value_median: ['field'],
  value_percentile: ['field', 'percentile'],
};

const WHERE = 'the condition';
const NOTHING: ConditionDraft = { thresholds: [], fields: [], percentile: undefined };

/** Reads `condition`; where a temporal correlation has none, no threshold comes back. */
export function readCondition(body: YamlMap, type: CorrelationType, at: YamlNode, problems: Problems): ConditionDraft {
  const node = valueAt(body, 'condition');
  const isTemporal = type === 'temporal' || type === 'temporal_ordered';
  if (node === undefined || node.kind === 'null') {
    if (!isTemporal)
      problems.add(
        'sigma-missing',
        { ...at.span, end: at.span.start + 1 },
        { key: 'condition', where: 'the correlation' },
      );
    return NOTHING;
  }
  if (node.kind === 'map') return readMap(node, type, problems);
  if (node.kind === 'string' && isTemporal) problems.add('correlation-extended', node.span, {});
  else wrongType(node, 'condition', 'a map', problems);
  return NOTHING;
}

function readMap(map: YamlMap, type: CorrelationType, problems: Problems): ConditionDraft {
  checkKeys(map, type, problems);
  const thresholds = OPERATORS.flatMap((operator) => {
    const value = readNumber(map, operator, 'a number', Number.isFinite, problems);
    return value === undefined ? [] : [{ operator, value }];
  });
  if (!OPERATORS.some((operator) => valueAt(map, operator) !== undefined))
    problems.add('correlation-no-comparison', map.span, {});
  const percentile = readNumber(map, 'percentile', 'a number from 0 to 100', (n) => n >= 0 && n <= 100, problems);
  if (type === 'value_percentile' && valueAt(map, 'percentile') === undefined)
    problems.add('correlation-no-percentile', map.span, {});
  return { thresholds, fields: readFields(map, type, problems), percentile };
}

function checkKeys(map: YamlMap, type: CorrelationType, problems: Problems): void {
  const known = [...OPERATORS, 'field', 'percentile'];
  const asks: readonly string[] = ASKS[type];
  for (const { key } of map.entries) {
    const isKnown = known.includes(key.text);
    if (!isKnown)
      problems.add('correlation-unknown-key', key.span, {
        key: key.text,
        where: WHERE,
        suggestion: nearest(key.text, known),
      });
    else if ((key.text === 'field' || key.text === 'percentile') && !asks.includes(key.text))
      problems.add('correlation-unsuited', key.span, { key: key.text, type });
  }
}

function readFields(map: YamlMap, type: CorrelationType, problems: Problems): readonly YamlScalar[] {
  if (!ASKS[type].includes('field')) return [];
  const node = valueAt(map, 'field');
  if (node === undefined || node.kind === 'null') {
    problems.add('sigma-missing', map.span, { key: 'field', where: WHERE });
    return [];
  }
  if (node.kind === 'list' && type !== 'value_count') wrongType(node, 'field', 'one field', problems);
  else if (node.kind === 'list' && node.items.length === 0) problems.add('sigma-empty', node.span, { what: "'field'" });
  return textsIn(node, 'field', problems);
}

/** A number; undefined, with a problem where it is wrong, if there is none. */
function readNumber(
  map: YamlMap,
  key: string,
  expected: string,
  fits: (value: number) => boolean,
  problems: Problems,
): number | undefined {
  const node = valueAt(map, key);
  if (node === undefined) return undefined;
  if (node.kind === 'number' && node.exact && fits(node.value)) return node.value;
  if (isScalar(node)) problems.add('correlation-bad-number', node.span, { key, found: node.text, expected });
  else wrongType(node, key, expected, problems);
  return undefined;
}
