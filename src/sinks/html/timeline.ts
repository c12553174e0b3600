import type { Report } from '../../alerts/model.ts';
import { type Level, levels } from '../describe.ts';
import { plural } from '../format.ts';
import { type Html, html } from './markup.ts';
import { stepFor, tickLabel, ticks } from './scale.ts';

const WIDTH = 1000;
const HEIGHT = 176;
const PLOT = { left: 48, right: 990, top: 14, bottom: 126 };
const MOST_BINS = 96;
const MOST_TICKS = 8;
const SHORTEST = 1000;

/** Alerts over time as stacked bars, one colour a level. The script makes the bars choose a time to filter by. */
export function timeline(report: Report): Html {
  const marks = report.incidents.flatMap((incident) =>
    incident.alerts.map((alert) => ({ time: Date.parse(alert.time), level: alert.rule.level })),
  );
  const known = marks.filter(({ time }) => !Number.isNaN(time));
  if (known.length === 0) return html``;
  const left = report.stats.alerts - known.length;
  return html`<section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>
<figure class="timeline">${chart(known)}
<figcaption>${plural(known.length, 'alert')} by time (UTC).${left > 0 && html` ${plural(left, 'alert')} that the report does not list are not drawn.`} ${legend(known)}<button type="button" id="timeline-reset" hidden>Show all times</button></figcaption></figure></section>
`;
}

interface Mark {
  readonly time: number;
  readonly level: Level;
}

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly bin: number;
}

function axisOf(marks: readonly Mark[]): Axis {
  const first = marks.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const last = marks.reduce((most, { time }) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  const bin = stepFor(Math.max(last - first, SHORTEST), MOST_BINS - 4);
  return { bin, from: (Math.floor(first / bin) - 2) * bin, to: (Math.floor(last / bin) + 3) * bin };
}

function chart(marks: readonly Mark[]): Html {
  const axis = axisOf(marks);
  const bins = binsOf(marks, axis.bin);
  const most = [...bins.values()].reduce((largest, bin) => Math.max(largest, bin.length), 0);
  return html`<div class="chart" tabindex="0" role="region" aria-label="Chart of alerts over time"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="group" aria-label="${plural(marks.length, 'alert')} in ${plural(bins.size, 'bar')}">
${gridLines(most)}${tickMarks(axis)}${[...bins].map(([start, bin]) => bar(axis, start, bin, most))}</svg></div>`;
}

function binsOf(marks: readonly Mark[], length: number): Map<number, Mark[]> {
  const bins = new Map<number, Mark[]>();
  for (const mark of [...marks].sort((one, other) => one.time - other.time)) {
    const start = Math.floor(mark.time / length) * length;
    const bin = bins.get(start);
    if (bin === undefined) bins.set(start, [mark]);
    else bin.push(mark);
  }
  return bins;
}

function x({ from, to }: Axis, time: number): number {
  return PLOT.left + ((time - from) / (to - from)) * (PLOT.right - PLOT.left);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function gridLines(most: number): Html[] {
  const values = most === 1 ? [0, 1] : [0, Math.ceil(most / 2), most];
  return [...new Set(values)].map((value) => {
    const y = round(PLOT.bottom - (value / most) * (PLOT.bottom - PLOT.top));
    return html`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y}" y2="${y}"/><text class="value" x="${PLOT.left - 8}" y="${y + 4}">${value}</text>\n`;
  });
}

function tickMarks(axis: Axis): Html[] {
  const { step, at } = ticks(axis.from, axis.to, MOST_TICKS);
  let shown = '';
  return at.map((time) => {
    const { clock, date } = tickLabel(time, step);
    const place = round(x(axis, time));
    const day = date === shown ? '' : date;
    shown = date;
    return html`<line class="tick" x1="${place}" x2="${place}" y1="${PLOT.bottom}" y2="${PLOT.bottom + 6}"/><text x="${place}" y="${PLOT.bottom + 22}">${clock || date}</text>${clock !== '' && day !== '' && html`<text class="day" x="${place}" y="${PLOT.bottom + 38}">${day}</text>`}\n`;
  });
}

function bar(axis: Axis, start: number, bin: readonly Mark[], most: number): Html {
  const width = Math.max(3, round(x(axis, start + axis.bin) - x(axis, start) - 1));
  const left = round(x(axis, start));
  let bottom = PLOT.bottom;
  const parts = levelCounts(bin).map(([level, count]) => {
    const height = (count / most) * (PLOT.bottom - PLOT.top);
    bottom -= height;
    return html`<rect class="${level}" x="${left}" y="${round(bottom)}" width="${width}" height="${round(height)}"/>`;
  });
  return html`<g class="bin" data-from="${start}" data-to="${start + axis.bin - 1}"><title>${barTitle(start, axis.bin, bin)}</title><rect class="hit" x="${left}" y="${PLOT.top}" width="${width}" height="${PLOT.bottom - PLOT.top}"/>${parts}</g>\n`;
}

/** Gravest level first, so that it stands at the foot of the bar. */
function levelCounts(bin: readonly Mark[]): [Level, number][] {
  return levels
    .map((level): [Level, number] => [level, bin.filter((mark) => mark.level === level).length])
    .filter(([, count]) => count > 0);
}

function barTitle(start: number, length: number, bin: readonly Mark[]): string {
  const counts = levelCounts(bin).map(([level, count]) => `${count} ${level}`);
  return `${new Date(start).toISOString()} to ${new Date(start + length).toISOString()}: ${counts.join(', ')}`;
}

function legend(marks: readonly Mark[]): Html {
  return html`<span class="legend">${levelCounts(marks).map(([level, count]) => html`<span><span class="dot ${level}"></span>${level} ${count}</span> `)}</span>`;
}
