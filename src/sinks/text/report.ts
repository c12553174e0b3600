import type { Report } from '../../alerts/model.ts';
import type { ExcludedAlerts } from '../excluded.ts';
import { count, plural } from '../format.ts';
import { verdict } from '../reading.ts';
import { groupSame } from '../same.ts';
import { alertLines } from './alert.ts';
import { incidentLines } from './incident.ts';
import { heading } from './layout.ts';
import { EMPTY, line, type Painter, type Safe } from './paint.ts';
import { runLines } from './run.ts';

/** Every line of the text report, without line ends. */
export function* reportLines(painter: Painter, report: Report, excluded: ExcludedAlerts): Generator<Safe> {
  yield* headLines(painter, report);
  const many = report.incidents.length;
  for (const [at, incident] of report.incidents.entries())
    yield* incidentLines(painter, incident, `Incident ${count(at + 1)} of ${count(many)}`);
  yield* excludedLines(painter, report, excluded);
  yield* runLines(painter, report);
}

function* headLines(painter: Painter, report: Report): Generator<Safe> {
  const { headline, caveats } = verdict(report);
  yield line`${painter.paint('strong', report.hunt.title)} ${painter.paint('faint', `(hunt ${report.hunt.name})`)}`;
  yield painter.paint(report.stats.alerts > 0 ? 'high' : 'strong', `${headline}.`);
  for (const caveat of caveats) yield painter.paint('warning', caveat);
  yield EMPTY;
}

function* excludedLines(painter: Painter, report: Report, excluded: ExcludedAlerts): Generator<Safe> {
  const alerts = excluded.outside(report);
  if (alerts.length === 0) return;
  yield heading(painter, `Excluded: ${plural(excluded.total, 'match', 'matches')} that an exclusion hides`);
  yield* alertLines(painter, groupSame(alerts));
  if (excluded.total > excluded.kept.length)
    yield line`  ${count(excluded.total - excluded.kept.length)} more are in --output json.`;
  yield EMPTY;
}
