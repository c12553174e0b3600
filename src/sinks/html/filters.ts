import type { Alert, Report } from '../../alerts/model.ts';
import { levels } from '../describe.ts';
import { type Html, html } from './markup.ts';

/** The controls that the script works with; without it they stay hidden, and the report is whole. */
export function filters(report: Report, excluded: readonly Alert[]): Html {
  const alerts = [...report.incidents.flatMap((incident) => incident.alerts), ...excluded];
  if (alerts.length === 0) return html``;
  return html`<form id="filters" class="filters" role="search" aria-label="Filter alerts" hidden>
<label class="text">Text <input type="search" id="filter-text" placeholder="command, user, path, rule …" autocomplete="off" spellcheck="false"></label>
<fieldset><legend>Level</legend>${levelBoxes(alerts)}</fieldset>
<label>Host <select id="filter-host"><option value="">all</option>${hostOptions(alerts)}</select></label>
${alerts.some((alert) => alert.excludedBy !== null) && html`<label class="check"><input type="checkbox" id="filter-excluded" checked> Excluded</label>\n`}
<span class="buttons"><button type="button" id="expand">Expand all</button><button type="button" id="collapse">Collapse all</button><button type="reset" id="reset">Reset</button></span>
<output id="filter-count" aria-live="polite"></output>
</form>
`;
}

function levelBoxes(alerts: readonly Alert[]): Html[] {
  return levels
    .filter((level) => alerts.some((alert) => alert.rule.level === level))
    .map(
      (level) =>
        html`<label class="check"><input type="checkbox" name="level" value="${level}" checked> <span class="level ${level}">${level}</span></label>\n`,
    );
}

function hostOptions(alerts: readonly Alert[]): Html[] {
  const hosts = [...new Set(alerts.map((alert) => alert.host))].sort();
  return hosts.map((host) => html`<option value="${host}">${host}</option>`);
}
