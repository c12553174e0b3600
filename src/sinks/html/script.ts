/**
 * The report's only script: filters, folding, and the timeline's bars. It sets properties and text, never markup, and
 * the report can be read without it.
 */
export const script = `'use strict';
(() => {
  const one = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = one('filters');
  if (!form) return;
  const alerts = all('.alert').map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    level: element.dataset.level,
    host: element.dataset.host,
    excluded: element.dataset.excluded !== undefined,
    from: Number(element.dataset.from),
    to: Number(element.dataset.to),
    count: Number(element.dataset.count),
  }));
  const total = alerts.reduce((sum, alert) => sum + alert.count, 0);
  const bins = all('.bin');
  let range = null;

  function apply() {
    const words = one('filter-text').value.toLowerCase().split(/\\s+/).filter(Boolean);
    const levels = new Set(all('input[name=level]:checked', form).map((box) => box.value));
    const host = one('filter-host').value;
    const withExcluded = one('filter-excluded')?.checked ?? true;
    let shown = 0;
    for (const alert of alerts) {
      const passes = levels.has(alert.level) && (host === '' || host === alert.host) &&
        (withExcluded || !alert.excluded) &&
        (range === null || (alert.from <= range.to && alert.to >= range.from)) &&
        words.every((word) => alert.text.includes(word));
      alert.element.hidden = !passes;
      if (passes) shown += alert.count;
    }
    for (const group of all('.incident, .excluded-matches')) group.hidden = !group.querySelector('.alert:not([hidden])');
    for (const link of all('nav [data-incident]')) link.hidden = one('incident-' + link.dataset.incident)?.hidden ?? false;
    for (const bin of bins) bin.setAttribute('aria-pressed', String(range !== null && Number(bin.dataset.from) === range.from));
    const nothing = one('nothing-left');
    if (nothing) nothing.hidden = all('.incident').some((incident) => !incident.hidden);
    one('timeline-reset')?.toggleAttribute('hidden', range === null);
    one('filter-count').textContent = shown.toLocaleString('en-US') + ' of ' + total.toLocaleString('en-US') + ' shown';
  }

  function choose(bin) {
    const from = Number(bin.dataset.from);
    range = range !== null && range.from === from ? null : { from, to: Number(bin.dataset.to) };
    apply();
  }

  for (const bin of bins) {
    bin.setAttribute('tabindex', '0');
    bin.setAttribute('role', 'button');
    bin.setAttribute('aria-label', bin.querySelector('title').textContent);
    bin.addEventListener('click', () => choose(bin));
    bin.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose(bin);
    });
  }

  function fold(open) {
    for (const details of all('.alert > details')) details.open = open;
  }

  function openTarget() {
    const target = location.hash.length > 1 ? one(location.hash.slice(1)) : null;
    const details = target?.querySelector(':scope > details');
    if (details) details.open = true;
    if (target?.hidden) { range = null; form.reset(); apply(); }
    target?.scrollIntoView();
  }

  let folded = [];
  addEventListener('beforeprint', () => {
    folded = all('.alert > details:not([open]), .tree details:not([open])');
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of folded) details.open = false; });
  addEventListener('hashchange', openTarget);
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { range = null; apply(); }));
  one('timeline-reset')?.addEventListener('click', () => { range = null; apply(); });
  one('expand').addEventListener('click', () => fold(true));
  one('collapse').addEventListener('click', () => fold(false));
  form.hidden = false;
  apply();
  openTarget();
})();
`;
