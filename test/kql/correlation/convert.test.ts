import { describe, expect, test } from 'vitest';
import { convertCorrelation } from '../../../src/backends/correlation/convert.ts';
import type { ConvertOptions } from '../../../src/backends/options.ts';
import type { TargetName } from '../../../src/backends/target.ts';
import { targets } from '../../../src/backends/targets/registry.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { analyse } from '../../../src/kql/analyse/analyse.ts';
import { columnsGiven } from '../../../src/kql/columns.ts';
import { printQuery } from '../../../src/kql/print/query.ts';
import { imFileEvent } from '../../../src/kql/schema/asim-others.ts';
import { imProcessCreate } from '../../../src/kql/schema/asim-process.ts';
import { schemas } from '../../../src/kql/schema/registry.ts';
import type { TableSchema } from '../../../src/kql/schema/table.ts';
import { loadSigma } from '../../../src/sigma/load.ts';
import type { Row } from '../evaluate-scalar.ts';
import { datetime, dynamic, long, string, textOf, type Value } from '../value.ts';
import { run } from './run.ts';

function convert(text: string, target: TargetName = 'sentinel-asim', more: Partial<ConvertOptions> = {}) {
  const { correlations, filters, diagnostics } = loadSigma([new SourceText('rules.yml', text)], { anyLogSource: true });
  const correlation = correlations.at(-1);
  if (correlation === undefined) throw new Error(JSON.stringify(diagnostics.map(({ message }) => message)));
  const options = { target: targets[target], lineage: 'asim', optimize: false, builtInParser: false, ...more } as const;
  return convertCorrelation(correlation, () => filters, options);
}

function textFor(text: string, target: TargetName = 'sentinel-asim', more: Partial<ConvertOptions> = {}): string {
  const { conversion, diagnostics } = convert(text, target, more);
  if (conversion === undefined) throw new Error(JSON.stringify(diagnostics.map(({ message }) => message)));
  const { text: kql } = printQuery(conversion.query);
  expect(analyse(kql, schemas)).toEqual([]);
  return kql;
}

function correlation(name: string, lines: string): string {
  return `title: Of ${name}\nname: ${name}\nlevel: low\ncorrelation:\n${lines.replace(/^/gm, '    ')}\n---\n`;
}

function rule(name: string, field: string, category = 'process_creation', product = 'linux'): string {
  return `title: Rule ${name}
name: ${name}
level: low
logsource: {category: ${category}, product: ${product}}
detection: {selection: {${field}: '/${name}'}, condition: selection}
---
`;
}

describe('a correlation over two tables', () => {
  const text = `${correlation('drop', 'type: temporal_ordered\nrules: [write, exec]\ngroup-by: [Dvc, User]\ntimespan: 1m')}
${rule('write', 'TargetFilename', 'file_event')}${rule('exec', 'Image')}`;

  test('finds what matches in both, and says of what', () => {
    const write = rowOf(imFileEvent, { time: 1000, Dvc: 'h', ActorUsername: 'www', TargetFilePath: '/write' });
    const exec = rowOf(imProcessCreate, { time: 3000, Dvc: 'h', TargetUsername: 'www', TargetProcessName: '/exec' });
    const other = rowOf(imProcessCreate, { time: 4000, Dvc: 'i', TargetUsername: 'www', TargetProcessName: '/exec' });
    const { conversion } = convert(text);
    if (conversion === undefined) throw new Error('not converted');
    const found = run(conversion.query, { imFileEvent: [write], imProcessCreate: [exec, other] });
    expect(
      found.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)]))),
    ).toEqual([
      expect.objectContaining({
        Dvc: 'h',
        User: 'www',
        Measure: '2',
        FirstMatch: '1970-01-01T00:00:01.0000000Z',
        LastMatch: '1970-01-01T00:00:03.0000000Z',
        ActorUsername: 'www',
        TargetFilePath: '/exec',
      }),
    ]);
    expect(conversion.tables.map(({ source }) => source.name)).toEqual(['imFileEvent', 'imProcessCreate']);
    expect(conversion.timespan).toBe(60_000);
  });

  test.each(['sentinel-asim', 'defender-xdr'] as const)('binds for %s', (target) => {
    expect(textFor(text, target)).toContain('// Rule write');
  });

  test('is refused where a rule has no table, at the place where the rule is counted', () => {
    const { conversion, diagnostics } = convert(text, 'azure-monitor');
    expect(conversion).toBeUndefined();
    expect(diagnostics.map(({ code, at }) => `${at?.line}:${at?.column} ${code}`)).toEqual([
      '11:1 kql-no-table',
      '6:13 kql-correlation-member',
    ]);
  });
});

describe('is refused, at the place that causes it:', () => {
  const refusals = (text: string, target?: TargetName): string[] =>
    convert(text, target).diagnostics.map(({ code, at }) => `${at?.line}:${at?.column} ${code}`);

  test('a group by a time', () => {
    const text = `${correlation('x', 'type: event_count\nrules: [a]\ngroup-by: [EventStartTime]\ntimespan: 1m\ncondition: {gte: 2}')}${rule('a', 'Image')}`;
    expect(refusals(text)).toEqual(['7:16 kql-correlation-time']);
  });

  test('a field that the table lacks', () => {
    const text = `${correlation('x', 'type: event_count\nrules: [a]\ngroup-by: [CurrentDirectory]\ntimespan: 1m\ncondition: {gte: 2}')}${rule('a', 'Image')}`;
    expect(refusals(text, 'defender-xdr')).toEqual(['7:16 kql-unknown-field']);
  });

  test('a field with several values in one event', () => {
    const text = `${correlation('x', 'type: value_count\nrules: [a]\ntimespan: 1m\ncondition: {field: AncestorImage, gte: 2}')}${rule('a', 'Image')}`;
    expect(refusals(text)).toEqual(['8:24 correlation-many-values']);
  });

  test('rows of some of very many rules', () => {
    const names = [...Array(17).keys()].map((at) => `r${at}`);
    const text = (condition: string) =>
      `${correlation('x', `type: temporal_ordered\nrules: [${names.join(', ')}]\ntimespan: 1m${condition}`)}${names.map((name) => rule(name, 'Image')).join('')}`;
    expect(refusals(text('\ncondition: {gte: 3}'))).toEqual(['1:1 kql-correlation-chains']);
    expect(refusals(text(''))).toEqual([]);
  });
});

describe('a query', () => {
  const counted = correlation(
    'x',
    'type: event_count\nrules: [a]\ngroup-by: [User]\ntimespan: 1m\ncondition: {gte: 2}',
  );

  test('has the exclusions of each rule inside it, and the bounds of time', () => {
    const filter = `title: Backup\nid: 0c1e7a54-1d0b-4f7e-8b0e-6f3a9d5c2e17\nlogsource: {category: process_creation, product: linux}
filter:
    rules: [a]
    selection: {User: backup}
    condition: not selection
---
`;
    const text = textFor(counted + rule('a', 'Image') + filter, 'sentinel-asim', { since: 0, until: 1000 });
    const [member = ''] = text.split('let Matches');
    expect(member).toContain('// exclusion: Backup (0c1e7a54-1d0b-4f7e-8b0e-6f3a9d5c2e17)');
    expect(member).toContain('TimeGenerated >= datetime(1970-01-01T00:00:00.000Z)');
  });

  test('asks the built-in parser with its parameters, and hosts under the name of the table', () => {
    const text = counted.replace('User', 'Dvc') + rule('a', 'Image');
    expect(textFor(text, 'sentinel-asim', { builtInParser: true, optimize: true })).toContain('_Im_ProcessCreate(');
    expect(textFor(text, 'defender-xdr')).toContain('Dvc = DeviceName');
  });

  test('groups by the acting process alone, and reads what of raw lines it asks for', () => {
    const text = counted.replace('User', 'ParentImage') + rule('a', 'ParentImage');
    expect(textFor(text)).toContain('ParentImage = ActingProcessName');
    expect(textFor(counted.replace('User', 'MD5') + rule('a', 'Image'), 'azure-monitor')).toContain('TargetProcessMD5');
  });

  test('has safe names for groups, whatever a rule calls them', () => {
    const hostile = 'x"]; drop \u202e | union *';
    const text = correlation(
      'x',
      `type: event_count\nrules: [a]\naliases:\n    ${JSON.stringify(hostile)}: {a: User}\n    MatchTime: {a: User}\ngroup-by: [${JSON.stringify(hostile)}, MatchTime]\ntimespan: 1m\ncondition: {gte: 2}`,
    );
    const kql = textFor(text + rule('a', 'Image'));
    expect(kql).toContain('x____drop_____union__ = TargetUsername');
    expect(kql).toContain('MatchTime_2 = TargetUsername');
  });

  test('has thresholds that no number of rows reaches', () => {
    expect(textFor(counted.replace('gte: 2', 'gte: 1e+300') + rule('a', 'Image'))).toContain(
      'prev(MatchTime, 2147483647)',
    );
  });
});

test('fifty correlations, each of which counts the one below twice, become a query at once', () => {
  const depth = 50;
  const levels = [...Array(depth).keys()].map((at) => {
    const below = at === 0 ? 'a, b' : `x${at - 1}, y${at - 1}`;
    const lines = `type: temporal\nrules: [${below}]\ngroup-by: [User]\ntimespan: 1m`;
    return correlation(`x${at}`, lines) + correlation(`y${at}`, lines);
  });
  const text = levels.toReversed().join('') + rule('a', 'Image') + rule('b', 'Image');
  const start = performance.now();
  const { conversion } = convert(text);
  if (conversion === undefined) throw new Error('not converted');
  expect(conversion.timespan).toBe(depth * 60_000);
  expect(conversion.query.lets.filter(({ name }) => name.startsWith('Alerts')).length).toBe(2 * (depth - 1));
  expect(columnsGiven(conversion.query, ['a'])).toContain('Measure');
  expect(printQuery(conversion.query).text.length).toBeLessThan(1_000_000);
  expect(performance.now() - start).toBeLessThan(5000);
});

function rowOf(schema: TableSchema, values: Readonly<Record<string, string | number>>): Row {
  return Object.fromEntries(
    Object.entries(schema.columns).map(([name, type]): [string, Value] => {
      if (type === 'datetime') return [name, datetime(name === 'EventStartTime' ? Number(values['time']) : null)];
      if (type === 'dynamic') return [name, dynamic(null)];
      return [name, type === 'string' ? string(String(values[name] ?? '')) : long(null)];
    }),
  );
}
