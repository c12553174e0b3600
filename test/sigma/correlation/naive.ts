import { correlationId } from '../../../src/alerts/identity.ts';
import { fieldTarget } from '../../../src/event/taxonomy.ts';
import type { Hit } from '../../../src/match/correlation/hit.ts';
import type { CorrelatedField, SigmaCorrelation } from '../../../src/sigma/correlation/ir.ts';

/** A firing as both evaluations tell it. */
export interface Told {
  readonly id: string;
  readonly title: string;
  readonly keys: readonly string[];
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly members: readonly string[];
}

interface Counted {
  readonly time: number;
  readonly member: number;
  readonly hit: Hit<unknown>;
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

interface Fired extends Told {
  readonly last: Hit<unknown>;
}

/** The meaning of a correlation, read off its documentation over all matches at once: nothing is kept from window to window. */
export function naive(correlation: SigmaCorrelation, hits: readonly Hit<unknown>[]): Fired[] {
  const counted = correlation.rules.flatMap(({ rule }, member) => {
    const own: Hit<unknown>[] =
      rule.kind === 'rule'
        ? hits.filter((hit) => hit.rule === rule)
        : naive(rule, hits).map((fired) => ({ ...fired.last, id: fired.id, rule, keys: fired.keys }));
    return own.map((hit) => countedOf(correlation, hit, member));
  });
  const usable = counted.filter((each) => isMeasured(correlation, each)).sort(inOrder);
  const groups = new Set(usable.map(({ keys }) => JSON.stringify(keys)));
  return [...groups].flatMap((key) => {
    const group = usable.filter(({ keys }) => JSON.stringify(keys) === key);
    return isSliding(correlation) ? sliding(correlation, group) : closing(correlation, group);
  });
}

function isSliding({ measure: { type }, condition }: SigmaCorrelation): boolean {
  const undone = ['value_avg', 'value_median', 'value_percentile'].includes(type);
  return !undone && condition.every(({ operator }) => operator.startsWith('g'));
}

function sliding(correlation: SigmaCorrelation, group: readonly Counted[]): Fired[] {
  const { millis } = correlation.timespan;
  const fired: Fired[] = [];
  for (const [at, { time }] of group.entries()) {
    const before = fired.at(-1)?.to;
    const window = group.slice(0, at + 1).filter((each) => time - each.time <= millis);
    if ((before === undefined || time - before > millis) && holds(correlation, window))
      fired.push(tell(correlation, window));
  }
  return fired;
}

function closing(correlation: SigmaCorrelation, group: readonly Counted[]): Fired[] {
  const [first] = group;
  if (first === undefined) return [];
  const window = group.filter(({ time }) => time - first.time <= correlation.timespan.millis);
  const rest = closing(correlation, group.slice(window.length));
  return holds(correlation, window) ? [tell(correlation, window), ...rest] : rest;
}

function holds(correlation: SigmaCorrelation, window: readonly Counted[]): boolean {
  const value = measureOf(correlation, window);
  const compare = {
    gt: (a: number, b: number) => a > b,
    gte: (a: number, b: number) => a >= b,
    lt: (a: number, b: number) => a < b,
    lte: (a: number, b: number) => a <= b,
    eq: (a: number, b: number) => a === b,
    neq: (a: number, b: number) => a !== b,
  };
  return correlation.condition.every(({ operator, value: limit }) => compare[operator](value, limit));
}

function measureOf({ measure }: SigmaCorrelation, window: readonly Counted[]): number {
  const numbers = window.map(({ values }) => Number(values[0])).sort((a, b) => a - b);
  const rank = (percentile: number) =>
    numbers.find((value) => numbers.filter((each) => each <= value).length * 100 >= percentile * numbers.length) ??
    Number.NaN;
  switch (measure.type) {
    case 'event_count':
      return window.length;
    case 'value_count':
      return new Set(window.map(({ values }) => JSON.stringify(values))).size;
    case 'temporal':
      return new Set(window.map(({ member }) => member)).size;
    case 'temporal_ordered':
      return longest(window);
    case 'value_sum':
      return numbers.reduce((sum, value) => sum + value, 0);
    case 'value_avg':
      return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    case 'value_median':
      return rank(50);
    case 'value_percentile':
      return rank(measure.percentile);
  }
}

/** The most entries of ever later rules of which none is earlier than the one before. */
function longest(window: readonly Counted[]): number {
  const after = (entry: Counted): number =>
    1 + Math.max(0, ...window.filter(({ member, time }) => member > entry.member && time >= entry.time).map(after));
  return Math.max(0, ...window.map(after));
}

function tell(correlation: SigmaCorrelation, window: readonly Counted[]): Fired {
  const [first, last] = [window[0], window.at(-1)];
  if (first === undefined || last === undefined) throw new Error('an empty window');
  const members = window.map(({ hit }) => hit.id);
  const id = correlationId(correlation.id, first.keys, [...members].sort());
  return {
    id,
    title: correlation.title,
    keys: first.keys,
    value: measureOf(correlation, window),
    from: first.time,
    to: last.time,
    members,
    last: last.hit,
  };
}

function countedOf(correlation: SigmaCorrelation, hit: Hit<unknown>, member: number): Counted {
  const read = (field: CorrelatedField): string => {
    const source = field.of[member];
    if (source === undefined) return '';
    if (source.kind === 'key') return hit.keys[source.key] ?? '';
    const target = fieldTarget(source.field);
    if (target?.kind !== 'column') throw new Error(source.field);
    return hit.event.columns[target.column] ?? '';
  };
  const { measure } = correlation;
  const fields = 'fields' in measure ? measure.fields : 'field' in measure ? [measure.field] : [];
  return { time: hit.event.time, member, hit, keys: correlation.groupBy.map(read), values: fields.map(read) };
}

function isMeasured({ measure }: SigmaCorrelation, { values }: Counted): boolean {
  if (measure.type === 'value_count') return values.every((value) => value !== '');
  const [value = ''] = values;
  return !('field' in measure) || (/^[-+]?\d+(\.\d+)?$/.test(value) && Math.abs(Number(value)) <= 1e15);
}

function inOrder(one: Counted, other: Counted): number {
  const serial = ({ hit }: Counted) => Number(hit.event.columns.EventOriginalUid.split(':')[1]);
  return (
    one.time - other.time ||
    one.member - other.member ||
    serial(one) - serial(other) ||
    (one.hit.id < other.hit.id ? -1 : 1)
  );
}
