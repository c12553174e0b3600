import type { CorrelatedField, FieldSource, Measure, SigmaCorrelation } from './ir.ts';

/** What a correlation means as text, one part a line: it tells two correlations apart. Rules are told by their ids. */
export function printCorrelation(correlation: Omit<SigmaCorrelation, 'id'>): string {
  const { rules, groupBy, timespan, measure, condition, generate } = correlation;
  return [
    printMeasure(measure),
    ...rules.map(({ rule }) => `of ${rule.kind} ${JSON.stringify(rule.id)}`),
    ...groupBy.map((field) => `by ${printCorrelated(field)}`),
    `within ${timespan.millis} ms`,
    ...condition.map(({ operator, value }) => `${operator} ${value}`),
    ...(generate ? ['generate'] : []),
  ].join('\n');
}

function printMeasure(measure: Measure): string {
  switch (measure.type) {
    case 'event_count':
    case 'temporal':
    case 'temporal_ordered':
      return measure.type;
    case 'value_count':
      return [measure.type, ...measure.fields.map(printCorrelated)].join(' ');
    case 'value_sum':
    case 'value_avg':
    case 'value_median':
      return `${measure.type} ${printCorrelated(measure.field)}`;
    case 'value_percentile':
      return `${measure.type} ${measure.percentile} ${printCorrelated(measure.field)}`;
  }
}

/** `"user" = "User" | "ParentUser"`: the name, and what it stands for in each rule. */
function printCorrelated({ name, of }: CorrelatedField): string {
  return `${JSON.stringify(name)} = ${of.map(printSource).join(' | ')}`;
}

function printSource(source: FieldSource): string {
  return source.kind === 'key' ? `key ${source.key}` : JSON.stringify(source.field);
}
