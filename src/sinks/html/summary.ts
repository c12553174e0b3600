import type { Report } from '../../alerts/model.ts';
import { worstLevel } from '../describe.ts';
import { count } from '../format.ts';
import { verdict } from '../reading.ts';
import { type Html, html } from './markup.ts';
import { logText, timeOf } from './parts.ts';

/** Title, verdict, and the figures that matter first. */
export function summary(report: Report): Html {
  const { headline, caveats } = verdict(report);
  return html`<section id="summary" class="summary ${tone(report)}" aria-labelledby="title">
<p class="kicker">Threat hunt report · <code>${report.hunt.name}</code></p>
<h1 id="title">${logText(report.hunt.title)}</h1>
<p class="headline">${headline}.</p>
<p class="made">Made ${timeOf(report.created)} by ${report.program.name} ${report.program.version}. All times are UTC.</p>
<ul class="cards">${cards(report)}</ul>
${caveats.length > 0 && html`<div class="caveats" role="note"><strong>Read this with the result</strong><ul>${caveats.map((caveat) => html`<li>${caveat}</li>`)}</ul></div>`}
</section>
`;
}

/** Without a process creation, no alert is no good news. */
function tone(report: Report): string {
  return worstLevel(report) ?? (report.stats.events === 0 ? 'doubtful' : 'clear');
}

function cards(report: Report): Html[] {
  const { stats, incidents } = report;
  const hosts = new Set(incidents.map((incident) => incident.host)).size;
  return [
    card('Highest level', worstLevel(report) ?? 'none', tone(report)),
    card('Alerts', count(stats.alerts)),
    card('Incidents', count(stats.incidents)),
    card('Hosts with alerts', count(hosts)),
    card('Process creations', count(stats.events)),
    card('Excluded', count(stats.excluded)),
  ];
}

function card(label: string, value: string, tone = ''): Html {
  return html`<li class="card${tone !== '' && ` toned ${tone}`}"><span class="value">${value}</span> <span class="label">${label}</span></li>\n`;
}
