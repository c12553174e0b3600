import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/alerts/model.ts';
import { csv } from '../../src/sinks/csv.ts';
import { html } from '../../src/sinks/html.ts';
import { json } from '../../src/sinks/json.ts';
import { sinks } from '../../src/sinks/registry.ts';
import { text } from '../../src/sinks/text.ts';
import { readCsv } from './csv-reader.ts';
import { hostileAlert, hostileReport, hostileText, hostileTexts, hugeText } from './hostile.ts';
import { run } from './run.ts';
import { alertOf, correlationOf } from './sample.ts';

/** Characters that act on a terminal or on the order of text. A line feed is allowed. */
const ACTING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/u;

const cases = fc.tuple(fc.array(hostileAlert(), { minLength: 1, maxLength: 3 }), hostileText());

function everyCase(check: (alerts: readonly Alert[], headline: string) => void): void {
  fc.assert(
    fc.property(cases, ([alerts, headline]) => {
      check(alerts, headline);
    }),
    { numRuns: 400 },
  );
  for (const [name, value] of Object.entries(hostileTexts)) check([alertOfOnly(value)], name);
}

/** The same text in every field, so that each is tried in each place. */
function alertOfOnly(value: string): Alert {
  return alertOf({
    id: value,
    time: '2026-11-25T07:36:22.504Z',
    host: value,
    user: value,
    pid: value,
    name: value,
    argv: [value],
    directory: value,
    lineage: [{ pid: value, name: value, commandLine: value, inferred: true, reason: value }],
    matched: [{ selection: value, field: value, operator: value, pattern: value, value, column: value }],
    rule: { id: value, title: value, level: 'high', tags: [value, `attack.${value}`] },
    correlation: correlationOf(value),
    incident: value,
    origin: { source: value, offset: 0, line: 1, serial: value },
  });
}

const output = (sink: (typeof sinks)[number], alerts: readonly Alert[], headline: string, options = {}) =>
  run(sink, { alerts, report: hostileReport(alerts, headline) }, options);

describe('every sink', () => {
  it.each(sinks)('$name writes no character that acts on a terminal', (sink) => {
    everyCase((alerts, headline) =>
      expect(output(sink, alerts, headline).replaceAll('\r\n', '\n')).not.toMatch(ACTING),
    );
  });

  it.each(sinks)('$name writes a 1 MiB argument in bounded time and space', (sink) => {
    const alerts = [alertOfOnly(hugeText), { ...alertOfOnly(hugeText), excludedBy: hugeText }];
    const written = output(sink, alerts, hugeText);
    if (sink !== json) expect(written.length).toBeLessThan(8_000_000);
    expect(written.replaceAll('\r\n', '\n')).not.toMatch(ACTING);
  });
});

describe('text', () => {
  it('starts no line with log text, so that no line of ours can be forged', () => {
    const lines = output(text, [alertOfOnly(hostileTexts['forged report'] ?? '')], 'x').split('\n');
    expect(lines.filter((line) => line.startsWith('━━ Incident'))).toHaveLength(1);
  });

  it('writes only its own colours', () => {
    everyCase((alerts, headline) => {
      const written = output(text, alerts, headline, { color: true });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours are looked for
      expect(written.replace(/\u001b\[\d{1,2}m/g, '')).not.toMatch(ACTING);
    });
  });
});

describe('csv', () => {
  it('has one line an alert, the same cells in each, and no cell that is a formula', () => {
    everyCase((alerts, headline) => {
      const written = output(csv, alerts, headline);
      const rows = readCsv(written);
      expect(rows).toHaveLength(1 + alerts.length);
      expect(written.split('\n')).toHaveLength(2 + alerts.length);
      for (const cells of rows) {
        expect(cells).toHaveLength(rows[0]?.length ?? 0);
        for (const cell of cells) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠\t\r]/u);
        for (const part of cells.flatMap((cell) => cell.split(';')))
          expect(part.trimStart()).not.toMatch(/^"*[=+\-@＝＋－＠]/u);
      }
    });
  });

  it('keeps cells below what a spreadsheet breaks up', () => {
    for (const cell of readCsv(output(csv, [alertOfOnly(hugeText)], '')).flat())
      expect(cell.length).toBeLessThan(32_767);
  });
});

describe('json', () => {
  it('gives back the same values', () => {
    everyCase((alerts, headline) => {
      const lines = output(json, alerts, headline).split('\n');
      expect(lines.pop()).toBe('');
      expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(alerts.map(asWritten))));
    });
  });

  it('gives back the same incident', () => {
    everyCase((alerts, headline) => {
      const [incident] = hostileReport(alerts, headline).incidents;
      const written = JSON.parse(output(json, alerts, headline, { incidents: true }));
      expect(written).toEqual(
        JSON.parse(JSON.stringify({ ...incident, alerts: incident?.alerts.map(({ id }) => id) })),
      );
    });
  });

  it('gives back a 1 MiB argument whole', () => {
    const alert = alertOfOnly(hugeText);
    expect(JSON.parse(output(json, [alert], ''))).toEqual(asWritten(alert));
  });
});

describe('html', () => {
  const allowed = new Set(
    'html head meta title style body a div header p svg rect path span small nav ul li ol main section h1 h2 h3 h4 code time strong figure figcaption line text g button form label input fieldset legend select option output article dl dt dd details summary pre table caption thead tbody tr th td br footer script'.split(
      ' ',
    ),
  );

  it('holds one script, one style sheet, no handler, no address, and no element of log text', () => {
    everyCase((alerts, headline) => {
      const elements = elementsOf(output(html, alerts, headline));
      const named = (name: string) => elements.filter((element) => element.tagName === name);
      expect(named('script')).toHaveLength(1);
      expect(named('style')).toHaveLength(1);
      expect(named('title').length - named('g').length).toBe(1);
      for (const element of elements) {
        expect(allowed).toContain(element.tagName);
        for (const { name, value } of element.attrs) expectHarmless(name, value);
      }
    });
  });

  it('shows the log text as text', () => {
    everyCase((alerts, headline) => {
      const written = output(html, alerts, headline);
      for (const alert of alerts.filter(({ excludedBy }) => excludedBy === null))
        expect(textOf(parse(written))).toContain(printedName(alert));
    });
  });
});

/** A correlation's values are a map there. */
function asWritten({ correlation, ...alert }: Alert): object {
  if (correlation === undefined) return alert;
  const groupBy = Object.fromEntries(correlation.groupBy.map(({ field, value }) => [field, value]));
  return { ...alert, correlation: { ...correlation, groupBy } };
}

function printedName({ process }: Alert): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text up to the first of them is compared
  return /^[^\u0000-\u001f\u007f-\uffff]*/.exec(process.name)?.[0] ?? '';
}

function expectHarmless(name: string, value: string): void {
  expect(name).not.toMatch(/^on|^style$|^srcdoc$|^src$|^xlink/);
  if (name === 'href') expect(value).toMatch(/^#[a-z0-9-]+$/);
}

function elementsOf(markup: string): DefaultTreeAdapterTypes.Element[] {
  const found: DefaultTreeAdapterTypes.Element[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(markup));
  return found;
}

function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
