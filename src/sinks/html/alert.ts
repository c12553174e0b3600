import type { Alert, AlertCorrelation } from '../../alerts/model.ts';
import { cut } from '../cut.ts';
import { correlationText, type Evidence, testText } from '../describe.ts';
import { count, plural } from '../format.ts';
import type { SameAlerts } from '../same.ts';
import { type Html, html } from './markup.ts';
import { code, codeOr, levelBadge, logText, table, terms, timeOf } from './parts.ts';

const MAX_SUMMARY = 160;

/** A group of like alerts as an item of a list: a line to scan, and the evidence behind it. */
export function alertItem({ first: alert, others }: SameAlerts, anchor: string, number: number, open: boolean): Html {
  const last = others.at(-1) ?? alert;
  const excluded = alert.excludedBy !== null;
  return html`<li class="alert ${alert.rule.level}${excluded && ' excluded'}" id="${anchor}" data-level="${alert.rule.level}" data-host="${alert.host}" data-from="${Date.parse(alert.time)}" data-to="${Date.parse(last.time)}" data-count="${1 + others.length}"${excluded && html` data-excluded="yes"`}>
<details${open && html` open`}><summary><span class="number">#${number}</span> ${timeOf(alert.time)} ${levelBadge(alert.rule.level)} <code class="command">${logText(cut(alert.process.commandLine ?? alert.process.name, MAX_SUMMARY))}</code>${others.length > 0 && html` <span class="chip">×${count(1 + others.length)}</span>`}${excluded && html` <span class="chip unsure">excluded</span>`}</summary>
<div class="body"><p class="rule">${logText(alert.rule.title)} ${tags(alert)}</p>
<pre class="command">${logText(alert.process.commandLine ?? 'The log does not hold the command line.')}</pre>
${alert.correlation !== undefined && correlated(alert.correlation)}${evidenceTable(alert.matched)}
${facts(alert)}
${others.length > 0 && repeats(others)}${recordDetails(alert)}</div></details></li>
`;
}

/** `attack.t1505.003` → T1505.003, `attack.initial-access` → initial access. */
function tags(alert: Alert): Html[] {
  return alert.rule.tags.map((tag) => {
    const technique = /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1];
    if (technique !== undefined)
      return html`<span class="chip attack" title="MITRE ATT&amp;CK technique">${technique.toUpperCase()}</span> `;
    return html`<span class="chip attack">${tag.replace(/^attack\./, '').replaceAll(/[-_]/g, ' ')}</span> `;
  });
}

function evidenceTable(matched: readonly Evidence[]): Html {
  return table(
    'Why it matched',
    ['Selection', 'Rule asks', 'Event has', 'Column'],
    matched.map((evidence) => [
      logText(evidence.selection),
      code(testText(evidence)),
      html`<span class="found">${codeOr(evidence.value, 'absent')}</span>`,
      code(evidence.column),
    ]),
  );
}

/** What a correlation counted, and the matches, the newest of many. */
function correlated(correlation: AlertCorrelation): Html {
  const { groupBy, from, to, memberCount, newest } = correlation;
  const more = memberCount - newest.length;
  const rows = newest.map(({ id, time, rule, pid, name, commandLine }) => [
    timeOf(time),
    logText(rule.title),
    html`<span class="pid">${pid}</span>`,
    code(commandLine ?? name),
    code(id),
  ]);
  return html`${terms([
    ['Counted', [html`${logText(correlationText(correlation))}, from ${timeOf(from)} to ${timeOf(to)}`]],
    ['Group', groupBy.map(({ field, value }) => html`${logText(field)} = ${codeOr(value, 'absent')}`)],
    [
      'Matches',
      [html`${plural(memberCount, 'match', 'matches')}${more > 0 && html`; the newest ${count(newest.length)}:`}`],
    ],
  ])}
${table('What was counted', ['Time', 'Rule', 'Pid', 'Command', 'Alert id'], rows)}`;
}

function facts(alert: Alert): Html {
  const { process, origin } = alert;
  const serial = origin.serial !== undefined && html`, serial ${logText(origin.serial)}`;
  return terms([
    ['Program', [html`${code(process.name)} <span class="pid">${process.pid}</span>`]],
    ['User', [alert.user === null ? html`<span class="faint">unknown</span>` : logText(alert.user)]],
    ['Directory', [codeOr(process.currentDirectory, 'not in the log')]],
    ['Host', [logText(alert.host)]],
    ['Origin', [html`${code(`${origin.source}:${origin.line}`)}${serial}, byte ${count(origin.offset)}`]],
    ['Alert id', [code(alert.id)]],
    ['Parents', [parents(alert)]],
    ['Excluded by', alert.excludedBy === null ? [] : [code(alert.excludedBy)]],
  ]);
}

function parents({ lineage }: Alert): Html {
  if (lineage.length === 0) return html`<span class="chip unsure">unknown: the log does not show them</span>`;
  return html`<ol class="parents">${lineage.map(
    ({ pid, name, commandLine, inferred, reason, reparented }) =>
      html`<li>${codeOr(name, 'unknown program')} <span class="pid">${pid}</span>${inferred && html` <span class="chip unsure">inferred${reason !== undefined && html`: ${logText(reason)}`}</span>`}${reparented && html` <span class="chip unsure">reparented</span>`}${commandLine !== undefined && html` <span class="line">${code(commandLine)}</span>`}</li>`,
  )}</ol>`;
}

const MAX_REPEATS = 200;

function repeats(others: readonly Alert[]): Html {
  const rows = others
    .slice(0, MAX_REPEATS)
    .map((alert) => [
      timeOf(alert.time),
      logText(alert.process.pid),
      code(`${alert.origin.source}:${alert.origin.line}`),
      code(alert.id),
    ]);
  const caption = `${plural(others.length, 'alert')} more of the same shape`;
  return html`<details class="more"><summary>${caption}</summary>${table(caption, ['Time', 'Pid', 'Origin', 'Alert id'], rows)}</details>\n`;
}

function recordDetails({ event }: Alert): Html {
  const { AdditionalFields: additional, ...columns } = event;
  const rows = [
    ...Object.entries(columns),
    ...Object.entries(additional).map(([name, value]) => [`AdditionalFields.${name}`, value] as const),
  ].map(([name, value]) => [logText(name), code(typeof value === 'string' ? value : JSON.stringify(value))]);
  return html`<details class="more"><summary>Event record (ASIM)</summary>${table('Event record (ASIM)', ['Column', 'Value'], rows)}</details>`;
}
