import type { Incident, Report } from '../../alerts/model.ts';
import { plural } from '../format.ts';
import { type Html, html } from './markup.ts';
import { logText } from './parts.ts';

/** The side bar: the program's name, and links to the parts of the report. */
export function navigation(report: Report, excluded: boolean): Html {
  const { program } = report;
  return html`<header class="side">
<p class="brand">${mark}<span>Shellhound</span> <small>${program.version}</small></p>
<nav aria-label="Parts of the report"><ul>
<li><a href="#summary">Summary</a></li>
${report.incidents.length > 0 && html`<li><a href="#timeline">Timeline</a></li>\n<li><a href="#incidents">Incidents</a><ol>${incidentLinks(report)}</ol></li>\n`}
${excluded && html`<li><a href="#excluded">Excluded matches</a></li>\n`}
<li><a href="#basis">What this rests on</a></li>
</ul></nav>
</header>
`;
}

const MAX_LINKS = 100;

function incidentLinks({ incidents }: Report): Html[] {
  return incidents.slice(0, MAX_LINKS).map(
    (
      incident,
      at,
    ) => html`<li data-incident="${at + 1}"><a href="#incident-${at + 1}"><span class="dot ${incident.level}"></span>
<span>${logText(incident.host)}<small>${clock(incident)} · ${plural(incident.alertCount, 'alert')}</small></span></a></li>\n`,
  );
}

function clock({ firstTime }: Incident): string {
  return firstTime.slice(0, 16).replace('T', ' ');
}

/** A prompt in a paw's place. */
const mark = html`<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" rx="8"/><path d="M9 10l6 6-6 6M17 22h7"/></svg>`;
