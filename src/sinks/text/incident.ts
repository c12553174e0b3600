import type { Incident } from '../../alerts/model.ts';
import { lineageText, rulesOf } from '../describe.ts';
import { count, plural, span } from '../format.ts';
import { groupNumbers, groupSame } from '../same.ts';
import { alertLines } from './alert.ts';
import { fields, heading } from './layout.ts';
import { EMPTY, line, type Painter, type Safe } from './paint.ts';
import { treeLines } from './tree.ts';

/** An incident: what, where, who and when; the process tree; the evidence of each alert. */
export function* incidentLines(painter: Painter, incident: Incident, title: string): Generator<Safe> {
  const groups = groupSame(incident.alerts);
  yield heading(painter, title, painter.level(incident.level));
  yield EMPTY;
  yield* fields(painter, [
    ['Rules', rulesOf(incident).map((rule) => line`${rule.title} (${plural(rule.count, 'alert')})`)],
    ['Host', [line`${incident.host}`]],
    ['Server', [server(incident)]],
    ['Users', [line`${incident.users.length === 0 ? 'unknown' : incident.users.join(', ')}`]],
    ['Time', [times(incident)]],
    ['Alerts', [line`${count(incident.alertCount)}`]],
    ['Id', [line`${incident.id}`]],
  ]);
  yield EMPTY;
  yield painter.paint('strong', '  Processes (time from the first alert, ● marks alerts)');
  yield* treeLines(painter, incident, groupNumbers(groups));
  yield EMPTY;
  yield painter.paint('strong', '  Evidence');
  yield* alertLines(painter, groups, incident.alertCount - incident.alerts.length);
  yield EMPTY;
}

function times({ firstTime, lastTime }: Incident): Safe {
  if (firstTime === lastTime) return line`${firstTime}`;
  return line`${firstTime} to ${lastTime} (${span(firstTime, lastTime)})`;
}

function server({ root }: Incident): Safe {
  if (root === null) return line`none known above the alerts`;
  return root.commandLine === undefined ? line`${lineageText(root)}` : line`${lineageText(root)}  ${root.commandLine}`;
}
