import type { Report, Stats } from '../alerts/model.ts';
import { count, plural } from './format.ts';

/** A count of the run with what it means for a reader who was not there. */
export interface Reading {
  readonly label: string;
  readonly value: string;
  readonly meaning: string;
  /** True where the count limits what the report can say. */
  readonly concern: boolean;
}

/** The counts of a run in plain words. */
export function readings(stats: Stats): Reading[] {
  return [
    plain('Lines read', stats.lines, 'Lines of any kind in the inputs.'),
    plain('Records', stats.records, 'Lines that are records, of any type.'),
    plain('Process creations', stats.events, 'Executions that the records describe: what the rules look at.'),
    plain('Alerts', stats.alerts, 'Executions that a rule matched and no exclusion hides.'),
    plain('Excluded', stats.excluded, 'Matches that an exclusion hides; each is counted at its exclusion.'),
    limit(
      'Lines skipped',
      stats.skipped,
      'Every line could be read.',
      'Lines that could not be parsed, so that nothing was looked for in them. The problems say where they are.',
    ),
    limit(
      'Events lost',
      stats.lost,
      'Neither the source nor a gap in its numbers shows a loss.',
      'Events that the source numbered or reported as lost, but that the inputs do not hold. What happened in them is not known.',
    ),
    limit(
      'Incomplete events',
      stats.incomplete,
      'No execution lacks a record that it needs.',
      'Executions that lack a record which they need, so that a rule may have seen only a part of them.',
    ),
    limit('Unknown parents', stats.unknownParents, 'The parent of every execution is known.', unknownParents(stats)),
    limit(
      'Processes forgotten',
      stats.evicted,
      'The process table never was full.',
      'Entries dropped from the full process table. Later children of these processes have an unknown parent.',
    ),
    ...correlations(stats),
    rules(stats),
  ];
}

/** What correlations counted; nothing where there are none. */
function correlations({ correlations: counted }: Stats): Reading[] {
  if (counted === undefined) return [];
  const { matches, dropped, late, unmeasured } = counted;
  return [
    plain('Matches correlated', matches, 'Matches that correlations counted, once for each correlation.'),
    limit(
      'Matches left out',
      dropped + late,
      'Correlations counted every match of their rules.',
      'Matches that correlations had no room for, or that came too late: a correlation may hold unseen.',
    ),
    ...(unmeasured === 0
      ? []
      : [
          plain(
            'Matches unmeasured',
            unmeasured,
            'Matches without the value, or the number, that a correlation measures.',
          ),
        ]),
  ];
}

function plain(label: string, value: number, meaning: string): Reading {
  return { label, value: count(value), meaning, concern: false };
}

function limit(label: string, value: number, none: string, some: string): Reading {
  return { label, value: count(value), meaning: value === 0 ? none : some, concern: value > 0 };
}

function unknownParents({ unknownParents: unknown, events }: Stats): string {
  const share = events === 0 ? '' : ` (${Math.max(0.1, Number(((100 * unknown) / events).toFixed(1)))} % of all)`;
  return `Executions${share} whose parent program the log does not show, such as one that ran before auditing began. A rule that asks for the parent cannot match them.`;
}

function rules(stats: Stats): Reading {
  const { loaded, unsupported } = stats.rules;
  const value = unsupported === 0 ? count(loaded) : `${count(loaded)} of ${count(loaded + unsupported)}`;
  const meaning =
    unsupported === 0
      ? 'Every rule was understood and used.'
      : `${plural(unsupported, 'rule')} not understood, and not used. The problems say why.`;
  return { label: 'Rules used', value, meaning, concern: unsupported > 0 || loaded === 0 };
}

/** What the run found, in a headline and the sentences that keep a reader from taking it for more than it is. */
export interface Verdict {
  readonly headline: string;
  readonly caveats: readonly string[];
}

/** The verdict of a run. */
export function verdict(report: Report): Verdict {
  return { headline: headline(report), caveats: [...caveats(report.stats), ...unlisted(report)] };
}

/** Incidents that the report has no room for. */
function unlisted({ incidents, stats }: Report): string[] {
  const left = stats.incidents - incidents.length;
  return left > 0
    ? [`${plural(left, 'incident')} more than this report has room for: --output json has every alert.`]
    : [];
}

function headline({ incidents, stats }: Report): string {
  if (stats.alerts > 0) {
    const hosts = new Set(incidents.map((incident) => incident.host)).size;
    return `${plural(stats.alerts, 'alert')} in ${plural(stats.incidents, 'incident')} on ${plural(hosts, 'host')}`;
  }
  if (stats.events === 0) return 'No alerts, because no process creation was found in the inputs';
  return `No alerts in ${plural(stats.events, 'process creation')}`;
}

function caveats(stats: Stats): string[] {
  const said: string[] = [];
  if (stats.events === 0)
    said.push('This does not show that nothing happened: check that the inputs hold execve records.');
  if (stats.excluded > 0) said.push(`${plural(stats.excluded, 'match was', 'matches were')} hidden by exclusions.`);
  const limits = readings(stats).filter((reading) => reading.concern);
  if (limits.length > 0)
    said.push(
      `The answer is limited: ${limits.map(({ label, value }) => `${label.toLowerCase()} ${value}`).join(', ')}.`,
    );
  return said;
}
