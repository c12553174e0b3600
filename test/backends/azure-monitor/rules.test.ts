import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { convertRule } from '../../../src/backends/convert.ts';
import { SYSLOG_SOURCES } from '../../../src/backends/targets/azure-monitor/syslog.ts';
import { azureMonitorOf } from '../../../src/backends/targets/azure-monitor.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import type { ProcessEvent } from '../../../src/event/process-event.ts';
import { analyse } from '../../../src/kql/analyse/analyse.ts';
import type { Query } from '../../../src/kql/ast.ts';
import { printQuery } from '../../../src/kql/print/query.ts';
import { schemas } from '../../../src/kql/schema/registry.ts';
import { viewOf } from '../../../src/match/event-view.ts';
import type { LineageMode } from '../../../src/match/lineage-mode.ts';
import { mapRule } from '../../../src/match/mapping.ts';
import { matchRule } from '../../../src/match/match.ts';
import { prepareRule } from '../../../src/match/prepare.ts';
import type { SigmaRule } from '../../../src/sigma/ir.ts';
import { loadSigma } from '../../../src/sigma/load.ts';
import { captureFolders, readCapture } from '../../conformance/truth.ts';
import { rowsOfQuery } from '../../kql/evaluate-query.ts';
import type { Row } from '../../kql/evaluate-scalar.ts';
import { linesOf, syslogRows } from './lines.ts';

const repository = join(import.meta.dirname, '../../..');
const corpus = join(repository, '../shared/corpus/sigmahq');
if (!existsSync(corpus))
  console.log('backends/azure-monitor/rules on ../shared: only the bundled rules, ../shared is absent');

/** The bundled rules, and those of the corpus, about processes of Linux. */
const rules: readonly SigmaRule[] = loadSigma(
  [
    ...globSync(join(repository, 'hunts/*/rules/*.yml')),
    ...globSync(join(corpus, '**/*.yml')).filter((path) => readFileSync(path, 'utf8').includes('product: linux')),
  ].map((path, at) => new SourceText(`${at}/${path}`, readFileSync(path, 'utf8'))),
  { anyLogSource: true },
).rules.filter(({ logsource }) => logsource.category === 'process_creation' && logsource.product === 'linux');

function queryOf(rule: SigmaRule, source: (typeof SYSLOG_SOURCES)[number], lineage: LineageMode) {
  const target = azureMonitorOf(source);
  const { conversion, diagnostics } = convertRule(rule, [], { target, lineage, optimize: true, builtInParser: false });
  return conversion?.query ?? diagnostics.map(({ message }) => message).join('; ');
}

describe('the rules about processes of Linux', () => {
  test.each(SYSLOG_SOURCES)('all bind, read from %s', { timeout: 120_000 }, (source) => {
    const said = rules.flatMap((rule) => {
      const query = queryOf(rule, source, 'asim');
      return typeof query === 'string'
        ? [query]
        : analyse(printQuery(query).text, schemas).map(({ message }) => message);
    });
    expect(said).toEqual([]);
    expect(rules.length).toBeGreaterThanOrEqual(existsSync(corpus) ? 89 : 1);
  });
});

test.each([
  ['asim', 'AncestorImage', 'kql-no-ancestors'],
  ['ancestors', 'ParentImage', 'kql-no-ancestors'],
  ['asim', 'ParentImag', 'kql-unknown-field'],
] as const)('with lineage %s a rule about %s is refused: %s', (lineage, field, code) => {
  const text = `title: t
id: 00000000-0000-4000-8000-000000000001
logsource: { product: linux, category: process_creation }
detection:
  selection: { ${field}: /usr/sbin/nginx }
  condition: selection
`;
  const [rule] = loadSigma([new SourceText('rule.yml', text)]).rules;
  if (rule === undefined) throw new Error('the rule is not read');
  const options = { target: azureMonitorOf('all'), lineage, optimize: true, builtInParser: false };
  const { conversion, diagnostics } = convertRule(rule, [], options);
  expect(conversion).toBe(undefined);
  expect(diagnostics.map((each) => [each.code, each.at?.line])).toEqual([[code, 5]]);
});

const captures = captureFolders(join(repository, 'hunts/linux-webshell/captures'));

describe.each(captures.map((folder) => [folder.split('/').at(-1), folder]))('on %s', (_, folder = '') => {
  const reading = readCapture([folder]);
  const syslog = syslogRows(linesOf(join(folder, 'audit.log')), 'audispd');

  /** The bundled captures show the parents of all that the rules ask about, so that nothing may be missing. */
  test.each(['asim', 'strict'] as const)(
    'queries find what the matcher finds (%s)',
    { timeout: 60_000 },
    async (mode) => {
      const { events: all } = await reading;
      const made = new Map<string, readonly Row[]>();
      let found = 0;
      for (const rule of rules) {
        const query = queryOf(rule, 'all', mode);
        if (typeof query === 'string') throw new Error(`${rule.id}: ${query}`);
        const { name } = query.source;
        const events = rowsOfQuery({ ...query, lets: [] }, { [name]: madeOf(query, syslog, made) });
        const rows = events.map((row) => String(row['EventOriginalUid']?.value));
        const matched = matching(rule, all, mode);
        expect([rule.id, rows.toSorted()]).toEqual([rule.id, matched.toSorted()]);
        found += matched.length;
      }
      console.log(`${folder.split('/').at(-1)} ${mode}: ${found} alerts of ${rules.length} rules`);
    },
  );
});

/** The rows that a query is asked of. Few queries make others than the one before, and making them takes long. */
function madeOf(query: Query, syslog: readonly Row[], made: Map<string, readonly Row[]>): readonly Row[] {
  const source: Query = { ...query, comments: [], operators: [] };
  const key = printQuery(source).text;
  const rows = made.get(key) ?? rowsOfQuery(source, { Syslog: syslog });
  made.set(key, rows);
  return rows;
}

function matching(rule: SigmaRule, events: readonly ProcessEvent[], lineage: LineageMode): string[] {
  const { mapped } = mapRule(rule, lineage);
  if (mapped === undefined) throw new Error(`${rule.id} is not supported`);
  const prepared = prepareRule(mapped);
  return events
    .filter((event) => matchRule(prepared, viewOf(event)) !== null)
    .map(({ columns }) => columns.EventOriginalUid);
}
