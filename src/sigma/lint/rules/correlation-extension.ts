import { correlationOf } from '../correlation.ts';
import { withCorrelation } from '../example.ts';
import { textAt } from '../read.ts';
import { lintRule } from '../rule.ts';

const COUNT = ['type: event_count', 'rules: [first]', 'group-by: [Dvc]', 'condition: {gte: 3}'];
const REST = ['rules: [first]', 'group-by: [Dvc]', 'timespan: 1m'];

/** In units that the specification has. */
const UNITS: Readonly<Record<string, readonly [number: number, unit: string]>> = {
  w: [7, 'd'],
  M: [2_629_746, 's'],
  y: [31_556_952, 's'],
};

export const correlationExtension = lintRule({
  code: 'lint-correlation-extension',
  doc: 'What the ecosystem has beside the specification: `value_median`, and timespans in `w`, `M` and `y`.',
  examples: [
    { text: withCorrelation(...COUNT, 'timespan: «2w»') },
    { text: withCorrelation(...COUNT, 'timespan: «1M»') },
    { text: withCorrelation('type: «value_median»', ...REST, 'condition: {field: ProcessId, gt: 3}') },
  ],
  counterExamples: [
    withCorrelation(...COUNT, 'timespan: 14d'),
    withCorrelation('type: value_percentile', ...REST, 'condition: {field: ProcessId, gt: 3, percentile: 50}'),
  ],
  find: (document) => {
    const body = correlationOf(document)?.body;
    if (body === undefined) return [];
    const [type, timespan] = [textAt(body, 'type'), textAt(body, 'timespan')];
    const [, digits = '', unit = ''] = /^(\d{1,6})([wMy])$/.exec(timespan?.text ?? '') ?? [];
    const [factor, other] = UNITS[unit] ?? [0, ''];
    return [
      ...(type?.text === 'value_median'
        ? [{ at: type.span, args: { what: type.text, instead: 'value_percentile with percentile: 50' } }]
        : []),
      ...(timespan === undefined || factor === 0
        ? []
        : [{ at: timespan.span, args: { what: timespan.text, instead: `${Number(digits) * factor}${other}` } }]),
    ];
  },
});
