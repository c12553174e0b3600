import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { convertCorrelation } from '../../../src/backends/correlation/convert.ts';
import { sentinelAsim } from '../../../src/backends/targets/sentinel-asim.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import type { Json } from '../../../src/kql/ast.ts';
import { imProcessCreate } from '../../../src/kql/schema/asim-process.ts';
import { loadSigma } from '../../../src/sigma/load.ts';
import { ATTACK, folderWith, jsonLines, ROOT, shellhound } from '../../cli/program.ts';
import type { Row } from '../evaluate-scalar.ts';
import { datetime, dynamic, string, textOf, type Value } from '../value.ts';
import { run } from './run.ts';

/** The example in docs/sigma.md. */
const EXAMPLE =
  /```yaml\n(title: Three Different Recon[\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/sigma.md'), 'utf8'))?.[1] ??
  '';

test('the query of the documented correlation finds in normalized rows of an attack the alert that hunt raises', () => {
  const cwd = folderWith({ 'recon.yml': EXAMPLE });
  const hunted = shellhound(['hunt', ATTACK, '--rules', 'recon.yml', '--no-exclusions', '--output', 'json'], { cwd });
  const alerts = jsonLines(hunted.stdout);
  const rows = jsonLines(shellhound(['normalize', ATTACK]).stdout).map(rowOf);
  expect(rows.length).toBeGreaterThan(50);
  const [correlation] = loadSigma([new SourceText('recon.yml', EXAMPLE)]).correlations;
  if (correlation === undefined) throw new Error('no correlation');
  const options = { target: sentinelAsim, lineage: 'asim', optimize: true, builtInParser: false } as const;
  const { conversion } = convertCorrelation(correlation, () => [], options);
  if (conversion === undefined) throw new Error('not converted');
  const found = run(conversion.query, { imProcessCreate: rows });
  expect(found.map((row) => row['AlertId']?.value).sort()).toEqual(alerts.map(({ id }) => id).sort());
  expect(found.length).toBeGreaterThan(0);
  const texts = Object.entries(found[0] ?? {}).map(([name, value]) => [name, textOf(value)]);
  expect(Object.fromEntries(texts)).toMatchObject({ Dvc: 'vm', User: 'www-data', Measure: '3', MatchCount: '3' });
}, 120_000);

function rowOf(event: Readonly<Record<string, unknown>>): Row {
  const row = Object.entries(imProcessCreate.columns).map(([name, type]): [string, Value] => {
    const value = event[name];
    if (type === 'datetime') return [name, datetime(typeof value === 'string' ? Date.parse(value) : null)];
    if (type === 'dynamic') return [name, dynamic((value ?? null) as Json)];
    return [name, type === 'string' ? string(typeof value === 'string' ? value : '') : datetime(null)];
  });
  return Object.fromEntries(row);
}
