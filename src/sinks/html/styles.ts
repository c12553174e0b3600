/** The report's style sheet: light, dark and print. */
export const styles = `
:root {
  color-scheme: light dark;
  --page: #f4f6f8; --surface: #ffffff; --sunken: #f0f3f6; --text: #17202b; --faint: #566373; --line: #d9dfe6;
  --accent: #0a5aa6; --focus: #0a5aa6; --shadow: 0 1px 2px rgb(16 24 40 / 6%), 0 1px 3px rgb(16 24 40 / 8%);
  --critical: #9c1458; --high: #b9251a; --medium: #8f4e00; --low: #0b6178; --informational: #566373; --clear: #17683a;
  --caution: #8f4e00; --caution-back: #fff6e5; --caution-line: #f0d29a;
  --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0c1117; --surface: #141b23; --sunken: #1b242e; --text: #e4eaf1; --faint: #9aa8b8; --line: #2a3642;
    --accent: #7cb8ff; --focus: #7cb8ff; --shadow: none;
    --critical: #ff86bd; --high: #ff8d82; --medium: #f3b35c; --low: #6fcbe4; --informational: #9aa8b8; --clear: #6fd69b;
    --caution: #f3b35c; --caution-back: #2a2113; --caution-line: #57431d;
  }
}
.critical { --tone: var(--critical); } .high { --tone: var(--high); } .medium { --tone: var(--medium); }
.low { --tone: var(--low); } .informational { --tone: var(--informational); } .clear { --tone: var(--clear); } .doubtful { --tone: var(--caution); }

* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
a { color: var(--accent); text-underline-offset: 2px; }
code, pre { font-family: var(--mono); font-size: .875em; }
code { overflow-wrap: anywhere; }
small { font-size: .8125rem; color: var(--faint); }
time { font-variant-numeric: tabular-nums; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
.faint, .hint { color: var(--faint); }
.hint { margin: 0 0 .5rem; font-size: .8125rem; }
.escape { color: var(--caution); background: var(--caution-back); border-radius: 3px; padding: 0 1px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 9; background: var(--surface); padding: .5rem 1rem; }

.layout { display: grid; grid-template-columns: 16.5rem minmax(0, 1fr); }
.side { position: sticky; top: 0; align-self: start; height: 100vh; overflow-y: auto; padding: 1.5rem 1rem; border-right: 1px solid var(--line); background: var(--surface); }
.brand { display: flex; align-items: center; gap: .625rem; margin: 0 0 1.5rem .5rem; font-weight: 650; font-size: 1.0625rem; letter-spacing: -.01em; }
.mark rect { fill: var(--accent); } .mark path { fill: none; stroke: var(--surface); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.side ul, .side ol { list-style: none; margin: 0; padding: 0; }
.side a { display: block; padding: .375rem .5rem; border-radius: 6px; color: inherit; text-decoration: none; font-weight: 500; }
.side a:hover { background: var(--sunken); }
.side ol a { display: flex; gap: .625rem; align-items: baseline; font-weight: 400; padding-left: .75rem; }
.side ol a > span:last-child { min-width: 0; overflow-wrap: anywhere; }
.side ol small { display: block; line-height: 1.35; }
.dot { display: inline-block; flex: none; width: .625rem; height: .625rem; border-radius: 50%; background: var(--tone); }

main { width: 100%; max-width: 78rem; padding: 2rem 2.5rem 3rem; }
h1, h2, h3, h4 { line-height: 1.25; letter-spacing: -.012em; text-wrap: balance; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 2rem; font-weight: 700; }
h2 { margin: 2.5rem 0 .875rem; font-size: 1.3125rem; font-weight: 650; }
h3 { margin: 0 0 .75rem; font-size: 1.125rem; font-weight: 650; }
h4 { margin: 1.5rem 0 .375rem; font-size: .9375rem; font-weight: 650; }
.kicker { display: flex; gap: .5rem; align-items: center; margin: 0 0 .375rem; font-size: .8125rem; color: var(--faint); font-weight: 550; }

.headline { margin: .375rem 0 0; font-size: 1.1875rem; font-weight: 600; color: var(--tone); }
.made { margin: .25rem 0 1.25rem; color: var(--faint); font-size: .875rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; list-style: none; margin: 0; padding: 0; }
.card { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: .75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); }
.card .label { font-size: .8125rem; color: var(--faint); }
.card .value { font-size: 1.625rem; line-height: 1.3; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: -.02em; }
.card.toned { border-color: var(--tone); border-left-width: 4px; } .card.toned .value { color: var(--tone); text-transform: capitalize; }
.caveats { margin-top: 1rem; padding: .75rem 1rem; border: 1px solid var(--caution-line); border-left: 4px solid var(--caution); border-radius: 8px; background: var(--caution-back); font-size: .9375rem; }
.caveats strong { color: var(--caution); } .caveats ul { margin: .25rem 0 0; padding-left: 1.125rem; }

.timeline, .filters, .basis > .table, .excluded-matches .alerts { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); }
.timeline { margin: 0; padding: 1rem 1.25rem; }
.chart { overflow-x: auto; } .chart svg { display: block; width: 100%; min-width: 40rem; height: auto; }
.chart text { fill: var(--faint); font-size: 11.5px; text-anchor: middle; font-variant-numeric: tabular-nums; }
.chart text.value { text-anchor: end; } .chart text.day { font-weight: 600; fill: var(--text); }
.grid { stroke: var(--line); } .tick { stroke: var(--faint); }
.bin rect { fill: var(--tone); } .bin .hit { fill: transparent; } .bin:hover .hit { fill: var(--sunken); }
.bin[role] { cursor: pointer; } .bin:focus-visible { outline: none; } .bin:focus-visible .hit { stroke: var(--focus); stroke-width: 2; }
.bin[aria-pressed=true] .hit { fill: var(--sunken); stroke: var(--accent); stroke-width: 1.5; }
figcaption { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; margin-top: .25rem; font-size: .8125rem; color: var(--faint); }
.legend { display: inline-flex; flex-wrap: wrap; gap: .25rem 1rem; } .legend .dot { margin-right: .375rem; }

.filters { position: sticky; top: .5rem; z-index: 3; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin-top: 1.25rem; padding: .625rem 1rem; font-size: .875rem; }
.filters fieldset { display: contents; } .filters legend { position: absolute; left: -999rem; }
.filters label { display: inline-flex; gap: .5rem; align-items: center; } .filters .text { flex: 1 1 15rem; } .check { cursor: pointer; }
.filters input[type=search] { flex: 1; min-width: 8rem; }
.filters input[type=search], select, button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .625rem; }
.filters input[type=checkbox] { accent-color: var(--accent); margin: 0; } select { max-width: 14rem; }
button { cursor: pointer; } button:hover { border-color: var(--accent); } .buttons { display: inline-flex; gap: .375rem; }
.filters output { color: var(--faint); margin-left: auto; font-variant-numeric: tabular-nums; }
.nothing { padding: 2rem; text-align: center; color: var(--faint); }

.level { display: inline-block; padding: 0 .5rem; border-radius: 4px; border: 1px solid currentcolor; color: var(--tone); font-size: .6875rem; line-height: 1.25rem; font-weight: 700; letter-spacing: .045em; text-transform: uppercase; white-space: nowrap; }
.chip { display: inline-block; padding: 0 .4375rem; border-radius: 4px; background: var(--sunken); color: var(--faint); font-size: .75rem; line-height: 1.25rem; overflow-wrap: anywhere; }
.tree .chip.user { background: var(--surface); color: var(--text); }
.chip.attack { color: var(--accent); } .chip.user::before { content: "user "; opacity: .8; }
.chip.unsure { background: var(--caution-back); color: var(--caution); border: 1px dashed var(--caution); line-height: 1.125rem; }
.pid { color: var(--faint); font-size: .75rem; font-variant-numeric: tabular-nums; white-space: nowrap; } .pid::before { content: "pid "; }

.incident { margin: 0 0 1.5rem; padding: 1.25rem 1.5rem 1.5rem; background: var(--surface); border: 1px solid var(--line); border-top: 3px solid var(--tone); border-radius: 10px; box-shadow: var(--shadow); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: .625rem 1.5rem; margin: 0; }
dt { font-size: .75rem; color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }

.tree { --branch: color-mix(in srgb, var(--faint) 55%, transparent); position: relative; overflow-x: auto; padding: .625rem .875rem .625rem 0; background: var(--sunken); border-radius: 8px; font-size: .875rem; }
.tree ul { list-style: none; margin: 0; } .tree > ul { padding-left: 6.25rem; }
.tree ul ul { padding-left: .5rem; }
.tree ul ul > li { padding-left: 1.125rem; background: linear-gradient(var(--branch), var(--branch)) 0 0 / 1px 100% no-repeat, linear-gradient(var(--branch), var(--branch)) 0 .8125rem / .875rem 1px no-repeat; }
.tree ul ul > li:last-child { background-size: 1px .8125rem, .875rem 1px; }
.tree summary { list-style: none; cursor: pointer; } .tree summary::-webkit-details-marker { display: none; }
.tree .time { position: absolute; left: 0; width: 5.5rem; text-align: right; color: var(--faint); font: .75rem/1.625rem var(--mono); white-space: nowrap; }
.node { position: relative; display: block; width: max-content; max-width: max(26rem, 100%); padding: .125rem .375rem; border-radius: 5px; line-height: 1.375rem; }
.node code { font-size: .8125rem; }
.node.marked { background: var(--surface); box-shadow: inset 3px 0 var(--tone); padding-left: .625rem; } .node.marked code { font-weight: 650; }
.node .unknown { font-style: italic; color: var(--caution); }
.number { color: var(--tone); font-weight: 700; font-size: .8125rem; font-variant-numeric: tabular-nums; text-decoration: none; } a.number:hover { text-decoration: underline; }

.alerts { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.alert + .alert { border-top: 1px solid var(--line); }
.alert > details > summary { display: flex; gap: .75rem; align-items: center; padding: .5rem .875rem; cursor: pointer; list-style: none; }
.alert > details > summary::-webkit-details-marker { display: none; }
.alert > details > summary::before { content: ""; flex: none; width: .4375rem; height: .4375rem; border: solid var(--faint); border-width: 0 2px 2px 0; transform: rotate(-45deg); }
.alert > details[open] > summary::before { transform: rotate(45deg); }
.alert > details > summary:hover, .alert > details[open] > summary { background: var(--sunken); }
.alert > details > summary time { flex: none; color: var(--faint); font-size: .8125rem; }
.alert summary .command { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.alert:target { box-shadow: inset 3px 0 var(--accent); }
.alert.excluded { opacity: .85; }
.body { padding: .75rem .875rem 1rem 2.125rem; } .body > .rule { margin: 0 0 .5rem; font-weight: 600; } .body .attack { font-weight: 500; }
pre.command { margin: 0 0 .75rem; padding: .625rem .875rem; max-height: 20rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--sunken); border-radius: 6px; }
.body dl { margin-top: .875rem; font-size: .875rem; } .body dl > div:has(.parents) { grid-column: 1 / -1; }
.parents { list-style: none; margin: 0; padding: 0; } .parents li { padding-left: 1.25rem; text-indent: -1.25rem; } .parents .chip, .parents code { text-indent: 0; } .parents .line { color: var(--faint); } .parents li::before { content: "↑"; display: inline-block; width: 1.25rem; text-indent: 0; color: var(--faint); }
.more { margin-top: .75rem; } .more > summary { cursor: pointer; color: var(--accent); font-size: .875rem; width: max-content; max-width: 100%; } .more .table { margin-top: .5rem; max-height: 30rem; }

.table { overflow: auto; } table { width: 100%; border-collapse: collapse; font-size: .875rem; }
caption { position: absolute; left: -999rem; }
th { text-align: left; font-size: .75rem; font-weight: 600; color: var(--faint); white-space: nowrap; }
th, td { padding: .4375rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; } tbody tr:last-child td { border-bottom: 0; }
td { overflow-wrap: break-word; } td time, td:first-child:not(:has(code)) { white-space: nowrap; } td small code { white-space: normal; } .body th:first-child, .body td:first-child { padding-left: 0; }
.found code { background: var(--caution-back); box-shadow: 0 0 0 2px var(--caution-back); border-radius: 2px; }
.figure { font-variant-numeric: tabular-nums; white-space: nowrap; font-weight: 600; } .concern { color: var(--caution); }
.basis h3 { margin-top: 1.5rem; font-size: 1rem; } .problems { padding-left: 1.125rem; } .problems li { margin-bottom: .5rem; overflow-wrap: anywhere; }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--faint); font-size: .8125rem; }

@media (max-width: 62rem) {
  .layout { display: block; } .side { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); padding: 1rem; }
  .brand { margin-bottom: .5rem; } .side ol { display: none; } .side nav > ul { display: flex; flex-wrap: wrap; gap: .25rem; }
  main { padding: 1.25rem 1rem 2rem; } .filters { position: static; } .incident { padding: 1rem; }
  .alert > details > summary { flex-wrap: wrap; gap: .375rem .75rem; } .alert summary .command { flex-basis: 100%; white-space: normal; }
}
@page { size: A4; margin: 14mm 13mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #566373; } @bottom-left { content: "Shellhound report"; font: 8pt system-ui, sans-serif; color: #566373; } }
@media print {
  :root {
    color-scheme: light; --page: #fff; --surface: #fff; --sunken: #f4f6f8; --text: #000; --faint: #485463; --line: #cfd6de; --accent: #0a5aa6; --shadow: none;
    --critical: #9c1458; --high: #b9251a; --medium: #8f4e00; --low: #0b6178; --informational: #566373; --clear: #17683a; --caution: #8f4e00; --caution-back: #fff6e5; --caution-line: #f0d29a;
  }
  body { font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .layout { display: block; } .side, .filters, .skip, button, .more { display: none !important; }
  main { max-width: none; padding: 0; } h1 { font-size: 20pt; } h2 { margin-top: 1.5rem; }
  .cards { grid-template-columns: repeat(6, 1fr); gap: .375rem; } .card { padding: .5rem .625rem; } .card .value { font-size: 13pt; }
  .incident { padding: .875rem 1rem; break-inside: auto; } .chart svg { min-width: 0; } .chart text { font-size: 15px; } .card .label { font-size: 7.5pt; }
  h2, h3, h4, .kicker, .hint, .alert > details > summary { break-after: avoid; }
  .alert, tr, .card, .node, .caveats, .timeline { break-inside: avoid; }
  .alerts, .tree, .table, pre.command { overflow: visible; max-height: none; }
  .alert summary .command { white-space: normal; } .alert > details > summary::before { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; display: block; }
  dl, .body dl { grid-template-columns: repeat(3, 1fr); gap: .375rem 1rem; font-size: 8.5pt; } dl > div { break-inside: avoid; }
  table { font-size: 8.5pt; } th, td { padding: .25rem .5rem; } .tree { font-size: 8.5pt; } .node code { font-size: 7.5pt; } .body { padding: .5rem .75rem .75rem; }
  .alert summary .chip { order: 1; } .alert > details > summary { padding: .375rem .75rem; } td small code { font-size: 6.5pt; } pre.command { padding: .375rem .625rem; margin-bottom: .375rem; }
}
`;
