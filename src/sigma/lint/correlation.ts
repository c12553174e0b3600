import { type ConditionDraft, readCondition } from '../correlation/condition.ts';
import type { CorrelationType } from '../correlation/ir.ts';
import { TYPES } from '../correlation/parse.ts';
import { Problems } from '../problems.ts';
import { valueAt, type YamlMap, type YamlScalar } from '../yaml/node.ts';
import type { LintDocument } from './document.ts';
import { textAt, textsAt } from './read.ts';

/** As much of a correlation as could be read. */
export interface WrittenCorrelation extends ConditionDraft {
  readonly body: YamlMap;
  readonly type: CorrelationType;
  readonly rules: readonly YamlScalar[];
}

/** The correlation of a document; undefined where it is none, or not even its type is clear. */
export function correlationOf({ root }: LintDocument): WrittenCorrelation | undefined {
  const body = valueAt(root, 'correlation');
  if (body?.kind !== 'map') return undefined;
  const type = TYPES.find((known) => known === textAt(body, 'type')?.text);
  if (type === undefined) return undefined;
  return { body, type, rules: textsAt(body, 'rules'), ...readCondition(body, type, body, new Problems()) };
}

/** What a type can measure: whole numbers from 1, or any numbers. Nothing at all is never judged. */
export function rangeOf({ type, rules }: WrittenCorrelation): { least: number; most: number; isWhole: boolean } {
  switch (type) {
    case 'event_count':
    case 'value_count':
      return { least: 1, most: Number.POSITIVE_INFINITY, isWhole: true };
    case 'temporal':
    case 'temporal_ordered':
      return { least: 1, most: rules.length, isWhole: true };
    case 'value_sum':
    case 'value_avg':
    case 'value_median':
    case 'value_percentile':
      return { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY, isWhole: false };
  }
}
