import { createHash } from 'node:crypto';
import type { Report } from '../../alerts/model.ts';
import type { ExcludedAlerts } from '../excluded.ts';
import { plural } from '../format.ts';
import { groupSame } from '../same.ts';
import { alertItem } from './alert.ts';
import { filters } from './filters.ts';
import { incidentSection } from './incident.ts';
import { Html, html } from './markup.ts';
import { navigation } from './navigation.ts';
import { runSection } from './run.ts';
import { script } from './script.ts';
import { styles } from './styles.ts';
import { summary } from './summary.ts';
import { timeline } from './timeline.ts';

/** The whole report, piece by piece. */
export function* page(report: Report, excluded: ExcludedAlerts): Generator<Html> {
  const outside = excluded.outside(report);
  yield head(report);
  yield navigation(report, outside.length > 0);
  yield html`<main id="report">\n`;
  yield summary(report);
  yield timeline(report);
  yield filters(report, outside);
  yield* incidents(report);
  if (outside.length > 0) yield excludedSection(excluded, outside);
  yield runSection(report);
  yield html`</main>\n</div>\n<script>${Html.own(script)}</script>\n</body>\n</html>\n`;
}

/** The browser runs our one script, applies our one style sheet, and loads nothing, whatever the page may hold. */
const policy = [
  "default-src 'none'",
  `style-src '${hashOf(styles)}'`,
  `script-src '${hashOf(script)}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function head(report: Report): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${Html.own(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${report.program.name} ${report.program.version}">
<title>${report.hunt.title}: ${plural(report.stats.alerts, 'alert')}</title>
<style>${Html.own(styles)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<div class="layout">
`;
}

function* incidents(report: Report): Generator<Html> {
  if (report.incidents.length === 0) return;
  yield html`<section aria-labelledby="incidents"><h2 id="incidents">Incidents</h2>\n`;
  for (const [at, incident] of report.incidents.entries()) yield incidentSection(incident, at + 1);
  yield html`<p class="nothing" id="nothing-left" hidden>No alert passes the filters.</p></section>\n`;
}

function excludedSection(excluded: ExcludedAlerts, alerts: Parameters<typeof groupSame>[0]): Html {
  const more = excluded.total - excluded.kept.length;
  return html`<section class="excluded-matches" aria-labelledby="excluded"><h2 id="excluded">Excluded matches</h2>
<p>${plural(excluded.total, 'match', 'matches')} of a rule that an exclusion hides; they count as no alert.</p>
<ol class="alerts">${groupSame(alerts).map((group, at) => alertItem(group, `excluded-${at + 1}`, at + 1, false))}</ol>
${more > 0 && html`<p>${plural(more, 'match', 'matches')} more: <code>--output json</code> has all of them.</p>`}</section>
`;
}
