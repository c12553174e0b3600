import type { InputSummary, Report } from '../../alerts/model.ts';
import { count } from '../format.ts';
import { readings } from '../reading.ts';
import { type Html, html } from './markup.ts';
import { code, levelBadge, logText, table, timeOf } from './parts.ts';

/** What the report rests on: counts with their meaning, inputs, rules, exclusions, problems, the program. */
export function runSection(report: Report): Html {
  return html`<section class="basis" aria-labelledby="basis"><h2 id="basis">What this report rests on</h2>
<h3>Counts</h3>${counts(report)}
<h3>Inputs</h3>${report.inputs.length === 0 ? none : inputs(report.inputs)}
<h3>Rules</h3>${rules(report)}
<p>SHA-256 of the rule and exclusion files: ${code(report.rulesHash)}</p>
<h3>Exclusions</h3>${report.exclusions.length === 0 ? none : exclusions(report)}
<h3>Problems</h3>${report.problems.length === 0 ? none : problems(report)}
</section>
<footer>${report.program.name} ${report.program.version} · ${timeOf(report.created)} · ${report.stats.seconds.toFixed(1)} s</footer>
`;
}

const none = html`<p class="faint">None.</p>\n`;

function counts(report: Report): Html {
  const rows = readings(report.stats).map(({ label, value, meaning, concern }) => [
    html`${label}`,
    html`<span class="figure${concern && ' concern'}">${value}</span>`,
    html`${meaning}`,
  ]);
  return table('Counts', ['Count', 'Value', 'What it means'], rows);
}

function inputs(all: readonly InputSummary[]): Html {
  const rows = all.map((input) => [
    html`${code(input.path)}<br><small>SHA-256 ${code(input.sha256)}</small>`,
    logText(input.format),
    html`<span class="figure">${count(input.bytes)}</span>`,
    timeOf(input.firstEvent),
    timeOf(input.lastEvent),
  ]);
  return table('Inputs', ['File', 'Format', 'Bytes', 'First record', 'Last record'], rows);
}

function rules(report: Report): Html {
  const rows = report.rules.map((rule) => [
    levelBadge(rule.level),
    html`${logText(rule.title)}<br><small>${code(rule.id)} in ${code(rule.path)}</small>`,
    rule.countedOnly ? html`only counted` : html`<span class="figure">${count(rule.alerts)}</span>`,
  ]);
  return table('Rules', ['Level', 'Rule', 'Alerts'], rows);
}

function exclusions(report: Report): Html {
  const rows = report.exclusions.map(({ id, title, path, hidden }) => [
    html`${logText(title)}<br><small>${code(id)} in ${code(path)}</small>`,
    html`<span class="figure">${count(hidden)}</span>`,
  ]);
  return table('Exclusions', ['Exclusion', 'Matches hidden'], rows);
}

function problems(report: Report): Html {
  const items = report.problems.map(
    ({ severity, code: name, message, place, help }) =>
      html`<li><span class="chip unsure">${severity}</span> ${place !== null && html`${code(place)} `}${logText(message)} <small>[${name}]</small><br><small>${logText(help)}</small></li>\n`,
  );
  const more = report.problemsOmitted > 0 && html`<p>${count(report.problemsOmitted)} more were met.</p>\n`;
  return html`<ul class="problems">${items}</ul>${more}`;
}
