import type { Incident } from '../../alerts/model.ts';
import { lineageText, rulesOf } from '../describe.ts';
import { count, plural, span } from '../format.ts';
import { groupNumbers, groupSame } from '../same.ts';
import { alertItem } from './alert.ts';
import { type Html, html } from './markup.ts';
import { code, levelBadge, logText, terms, timeOf } from './parts.ts';
import { processTree } from './tree.ts';

/** Groups of alerts written for one incident, and how many of them are open at first. */
const MAX_LISTED = 300;
const OPEN = 3;

/** One incident: its facts, its process tree, the evidence of its alerts. */
export function incidentSection(incident: Incident, number: number): Html {
  const groups = groupSame(incident.alerts);
  const left = groups
    .slice(MAX_LISTED)
    .reduce((sum, { others }) => sum + 1 + others.length, incident.alertCount - incident.alerts.length);
  return html`<article class="incident ${incident.level}" id="incident-${number}" data-incident="${number}" aria-labelledby="incident-${number}-title">
<header><p class="kicker">Incident ${number} ${levelBadge(incident.level)}</p>
<h3 id="incident-${number}-title">${title(incident)}</h3>
${facts(incident)}</header>
<h4>Process tree</h4>
<p class="hint">Time is counted from the first alert. Marked lines raised alerts; the number leads to the evidence.</p>
${processTree(incident, groupNumbers(groups), `incident-${number}`)}
<h4>Evidence</h4>
<ol class="alerts">
${groups.slice(0, MAX_LISTED).map((group, at) => alertItem(group, `incident-${number}-alert-${at + 1}`, at + 1, at < OPEN))}</ol>
${left > 0 && html`<p>${plural(left, 'alert')} more: <code>--output json</code> has all of them.</p>`}</article>
`;
}

function title(incident: Incident): Html {
  const server = incident.root?.name?.replace(/^.*\//, '');
  const host = incident.host === 'unknown' ? html`an unnamed host` : logText(incident.host);
  return server === undefined
    ? html`Activity on ${host}, below no known server`
    : html`Activity below ${logText(server)} on ${host}`;
}

function facts(incident: Incident): Html {
  const { firstTime, lastTime, root, users } = incident;
  return terms([
    ['Host', [logText(incident.host)]],
    ['Server process', [root === null ? html`none known above the alerts` : code(lineageText(root))]],
    ['Users', users.length === 0 ? [html`unknown`] : [logText(users.join(', '))]],
    ['First alert', [timeOf(firstTime)]],
    [
      'Last alert',
      [
        html`${timeOf(lastTime)}${firstTime !== lastTime && html` <span class="faint">after ${span(firstTime, lastTime)}</span>`}`,
      ],
    ],
    ['Alerts', [html`${count(incident.alertCount)}`]],
    [
      'Rules',
      rulesOf(incident).map((rule) => html`${logText(rule.title)} <span class="faint">×${count(rule.count)}</span>`),
    ],
    ['Incident id', [code(incident.id)]],
  ]);
}
