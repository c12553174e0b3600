import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { asNobody, folderWith, jsonLines, ROOT, shellhound } from './program.ts';

const REFERENCE = join(ROOT, 'hunts/linux-webshell/rules/webshell_linux_recon.yml');

/** A rule that asks whether a program of this name was started, with these lines in place of others. */
function rule(title: string, changes: Readonly<Record<string, string>> = {}): string {
  const id = `00000000-0000-4000-8000-${Buffer.from(title).toString('hex').padStart(12, '0').slice(-12)}`;
  const text = `title: ${title}
id: ${id}
status: test
logsource:
    category: process_creation
    product: linux
detection:
    selection:
        Image|endswith: '/${title}'
    condition: selection
level: high
`;
  return Object.entries(changes).reduce((before, [from, to]) => before.replace(from, to), text);
}

const NO_TABLE = rule('dns', { 'category: process_creation': 'category: dns_query' });
const NO_FIELD = rule('field', { Image: 'CommandLin' });

describe('convert', () => {
  test('writes the queries of rules, with a blank line between, and says how many', () => {
    const cwd = folderWith({ 'a.yml': `${rule('a')}---\n${rule('b')}` });
    const { code, stdout, stderr } = shellhound(['convert', 'a.yml'], { cwd });
    expect([code, stderr]).toEqual([0, '2 converted, 0 refused\n']);
    expect(stdout).toBe(
      [
        '// a (00000000-0000-4000-8000-000000000061)',
        'imProcessCreate',
        '| where TargetProcessName endswith "/a"',
        '',
        '// b (00000000-0000-4000-8000-000000000062)',
        'imProcessCreate',
        '| where TargetProcessName endswith "/b"',
        '',
      ].join('\n'),
    );
  });

  test('without a rule converts those of the hunt, with its exclusions', () => {
    const own = shellhound(['convert']);
    const named = shellhound(['convert', REFERENCE]);
    const together = shellhound(['convert', REFERENCE, '--hunt', 'linux-webshell']);
    const without = shellhound(['convert', '--no-exclusions']);
    const folder = shellhound(['convert', 'hunts/linux-webshell']);
    for (const { code, stderr } of [own, named, together, without, folder])
      expect([code, stderr]).toEqual([0, '1 converted, 0 refused\n']);
    expect(own.stdout.match(/exclusion: /g)).toHaveLength(4);
    expect(together.stdout).toBe(own.stdout);
    expect(folder.stdout).toBe(own.stdout);
    expect(named.stdout).not.toContain('exclusion');
    expect(without.stdout).toBe(named.stdout);
    expect(own.stdout.startsWith(named.stdout.trimEnd())).toBe(true);
  });

  test("--exclusions in place of the hunt's", () => {
    const filter = `title: Mine
logsource:
    category: process_creation
    product: linux
filter:
    rules: any
    selection:
        User: backup
    condition: not selection
`;
    const cwd = folderWith({ 'mine.yml': filter, 'a.yml': rule('a') });
    const { stdout } = shellhound(['convert', '--exclusions', 'mine.yml'], { cwd });
    expect(stdout.match(/exclusion: .*/g)).toEqual([expect.stringMatching(/^exclusion: Mine/)]);
    const named = shellhound(['convert', 'a.yml', 'mine.yml'], { cwd });
    expect(named.stdout).toContain('| where not(TargetUsername =~ "backup")');
    expect(shellhound(['convert', 'a.yml', 'mine.yml', '--no-exclusions'], { cwd }).stdout).not.toContain('backup');
  });

  test('a hunt says how its rules are meant, and --lineage how all are', () => {
    const parent = rule('p', { Image: 'ParentImage' });
    const cwd = folderWith({ 'h/hunt.yml': 'title: H\nlineage: strict\n', 'h/rules/p.yml': parent, 'p.yml': parent });
    const columns = (...args: string[]) =>
      shellhound(['convert', ...args], { cwd }).stdout.match(/\w+ProcessName(?= endswith)/g);
    expect(columns('h')).toEqual(['ActingProcessName']);
    expect(columns('--hunt', './h')).toEqual(['ActingProcessName']);
    expect(columns('p.yml')).toEqual(['ParentProcessName', 'ActingProcessName']);
    expect(columns('p.yml', '--hunt', './h')).toEqual(['ActingProcessName']);
    expect(columns('h', '--lineage', 'asim')).toEqual(['ParentProcessName', 'ActingProcessName']);
    expect(shellhound(['convert', 'p.yml', '--lineage', 'ancestors'], { cwd }).stdout).toContain('mv-apply');
  });

  test('--since and --until ask the time first; --parser built-in tells them to the function', () => {
    const cwd = folderWith({ 'a.yml': rule('a') });
    const range = ['--since', '2026-11-24T09:00:00Z', '--until', '2026-11-25'];
    const asked = (...args: string[]) =>
      shellhound(['convert', 'a.yml', ...range, ...args], { cwd }).stdout.split('\n');
    expect(asked().slice(1, 4)).toEqual([
      'imProcessCreate',
      '| where TimeGenerated >= datetime(2026-11-24T09:00:00.000Z)',
      '| where TimeGenerated <= datetime(2026-11-25T00:00:00.000Z)',
    ]);
    expect(asked('--parser', 'built-in')[1]).toBe(
      '_Im_ProcessCreate(starttime=datetime(2026-11-24T09:00:00.000Z), endtime=datetime(2026-11-25T00:00:00.000Z))',
    );
    expect(asked('--target', 'defender-xdr')[2]).toMatch(/^\| where Timestamp >=/);
    expect(asked('--target', 'defender-xdr', '--as', 'saved-search').join()).toContain('| where TimeGenerated >=');
  });

  test('a correlation, and not the rules that it only counts', () => {
    const correlation = (generate: boolean) => `title: Many
id: 6f1ad1d4-6d0f-4e0f-8a62-5a4ec7dcb1c3
level: high
correlation:
    type: event_count
    rules: ['00000000-0000-4000-8000-000000000061']
    group-by: [User]
    timespan: 1h
    generate: ${generate}
    condition: {gte: 3}
`;
    const titles = (generate: boolean, ...args: string[]) => {
      const cwd = folderWith({ 'a.yml': `${rule('a')}---\n${rule('b')}---\n${correlation(generate)}` });
      const { code, stdout } = shellhound(['convert', 'a.yml', '--output', 'json', ...args], { cwd });
      return [code, ...jsonLines(stdout).map((line) => line.rule.title)];
    };
    expect(titles(false, '--check')).toEqual([0, 'b', 'Many']);
    expect(titles(true)).toEqual([0, 'a', 'b', 'Many']);
    expect(titles(false, '--as', 'nrt-rule')).toEqual([2, 'b', 'Many']);
  });

  test('--optimize adds what an index can answer, by default to what is deployed', () => {
    const cwd = folderWith({ 'a.yml': rule('a', { "'/a'": "'/whoami'" }) });
    const hasTerm = (...args: string[]) =>
      shellhound(['convert', 'a.yml', ...args], { cwd }).stdout.includes('TargetProcessName has');
    expect([hasTerm(), hasTerm('--optimize')]).toEqual([false, true]);
    expect([hasTerm('--as', 'nrt-rule'), hasTerm('--as', 'nrt-rule', '--no-optimize')]).toEqual([true, false]);
  });
});

describe('convert refuses', () => {
  const cwd = () => folderWith({ 'good.yml': rule('good'), 'dns.yml': NO_TABLE, 'field.yml': NO_FIELD });

  test('a rule without a table and an unknown field, at their place, and converts the rest: exit code 2', () => {
    const { code, stdout, stderr } = shellhound(['convert', '.'], { cwd: cwd() });
    expect(code).toBe(2);
    expect(stdout.match(/^\/\/ \w+/gm)).toEqual(['// good']);
    expect(stderr).toContain(
      'dns.yml:1:1 error [kql-no-table] sentinel-asim has no table for the log source category: dns_query, product: linux',
    );
    expect(stderr).toContain(
      "field.yml:9:9 error [kql-unknown-field] imProcessCreate has nothing for the field 'CommandLin'; did you mean 'CommandLine'?",
    );
    expect(stderr).toMatch(/\n1 converted, 2 refused\n$/);
  });

  test('documents that are no rules', () => {
    const { code, stdout, stderr } = shellhound(['convert', 'a.yml'], { cwd: folderWith({ 'a.yml': 'title: x\n' }) });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^a\.yml:1:1 error \[sigma-not-a-rule\]/);
    expect(stderr).toMatch(/\n0 converted, 1 refused\n$/);
  });

  test('what cannot be read', () => {
    const { code, stderr } = shellhound(['convert', 'missing.yml', REFERENCE]);
    expect(code).toBe(2);
    expect(stderr).toContain('error [rules-not-found] no such rule file or folder: missing.yml');
    expect(stderr).toMatch(/\n1 converted, 0 refused\n$/);
  });

  test.each([
    [['--target', 'sentinel'], 'Did you mean sentinel-asim? Known are sentinel-asim, defender-xdr, azure-monitor.'],
    [['--target', 'defender_xdr'], 'Did you mean defender-xdr?'],
    [['--target', 'splunk'], "argument 'splunk' is invalid. Known are sentinel-asim"],
    [['--as', 'analytic-rule'], 'Did you mean analytics-rule? Known are query, analytics-rule,'],
    [['--since', '2026-01-02', '--until', '2026-01-01'], "'--since' must not be later than '--until'"],
    [['--since', '2026-01-02', '--as', 'arm'], "cannot be used with '--as arm', which has a schedule"],
    [['--target', 'defender-xdr', '--parser', 'built-in'], "'--parser built-in' needs '--target sentinel-asim'"],
  ])('wrong usage: %s', (args, message) => {
    const { code, stdout, stderr } = shellhound(['convert', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('a query that is too long for a rule, with its length', () => {
    const values = Array.from({ length: 600 }, (_, at) => `            - '/opt/tools/number-${at}'`).join('\n');
    const long = rule('long', { "'/long'": `\n${values}` });
    const cwd = folderWith({ 'long.yml': long });
    expect(shellhound(['convert', 'long.yml'], { cwd }).code).toBe(0);
    const { code, stdout, stderr } = shellhound(['convert', 'long.yml', '--as', 'analytics-rule'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^long\.yml:1:1 error \[artefact-long\] the query has \d{5} characters, and Sentinel takes 10000 in a rule/,
    );
  });
});

describe('convert --output json', () => {
  test('one line a rule, also for those that are refused', () => {
    const cwd = folderWith({ 'good.yml': rule('good'), 'field.yml': NO_FIELD });
    const { code, stdout } = shellhound(['convert', '.', '--output', 'json', '--as', 'hunting-query'], { cwd });
    expect(code).toBe(2);
    const [field, good] = jsonLines(stdout);
    expect(field).toEqual({
      rule: { id: '00000000-0000-4000-8000-006669656c64', title: 'field', path: 'field.yml' },
      target: 'sentinel-asim',
      as: 'hunting-query',
      table: null,
      query: null,
      artefact: null,
      file: null,
      problems: [
        {
          code: 'kql-unknown-field',
          severity: 'error',
          file: 'field.yml',
          line: 9,
          column: 9,
          message: expect.stringContaining("did you mean 'CommandLine'?"),
          help: expect.any(String),
        },
      ],
    });
    expect([good.table, good.problems]).toEqual(['imProcessCreate', []]);
    const [document] = parseAllDocuments(good.artefact);
    expect(document?.toJS()).toMatchObject({ name: 'good', query: good.query });
  });
});

describe('convert --out', () => {
  test('writes a file for each rule, under safe names', () => {
    const hostile = '..$(id) \u202e\n.yml';
    const cwd = folderWith({ 'x/a.yml': rule('a'), 'y/A.yml': `${rule('b')}---\n${rule('c')}`, [hostile]: rule('d') });
    const { code, stdout, stderr } = shellhound(['convert', '.', '--out', 'new/folder'], { cwd });
    expect([code, stdout, stderr]).toEqual([0, '', '4 converted, 0 refused\n']);
    expect(readdirSync(join(cwd, 'new/folder')).sort()).toEqual([
      'A-00000000-0000-4000-8000-000000000062.kql',
      'A-00000000-0000-4000-8000-000000000063.kql',
      '_id_.kql',
      'a-00000000-0000-4000-8000-000000000061.kql',
    ]);
    const written = readFileSync(join(cwd, 'new/folder/_id_.kql'), 'utf8');
    expect(written).toBe(
      '// d (00000000-0000-4000-8000-000000000064)\nimProcessCreate\n| where TargetProcessName endswith "/d"\n',
    );
    const json = shellhound(['convert', 'x', '--out', 'new/folder', '--output', 'json'], { cwd }).stdout;
    expect(jsonLines(json).map(({ file }) => file)).toEqual(['new/folder/a.kql']);
  });

  test('a folder that may not be written to: exit code 4', () => {
    const cwd = folderWith({ 'a.yml': rule('a') });
    chmodSync(cwd, 0o755);
    const { code, stderr } = asNobody(['convert', 'a.yml', '--out', 'new'], { cwd });
    expect(code).toBe(4);
    expect(stderr).toContain('error [convert-unwritable] cannot write new/a.kql: EACCES');
    expect(existsSync(join(cwd, 'new'))).toBe(false);
  });

  test('a link in the place of a file is replaced, and what it points to stays', () => {
    const cwd = folderWith({ 'a.yml': rule('a'), 'out/x.txt': '', 'precious.txt': 'mine' });
    symlinkSync('../precious.txt', join(cwd, 'out/a.kql'));
    expect(shellhound(['convert', 'a.yml', '--out', 'out'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'precious.txt'), 'utf8')).toBe('mine');
    expect(readFileSync(join(cwd, 'out/a.kql'), 'utf8')).toContain('endswith "/a"');
  });
});

describe('convert --check', () => {
  /** Says at the end whether the language service was loaded. */
  const TELL = "data:text/javascript,process.on('exit',()=>process.stderr.write('Kusto is '+typeof globalThis.Kusto))";
  const env = { NODE_OPTIONS: `--import ${TELL.replaceAll(' ', '%20')}` };

  test('loads the language service, and nothing else does', () => {
    const cwd = folderWith({ 'a.yml': rule('a') });
    const without = shellhound(['convert', 'a.yml', '--as', 'analytics-rule'], { cwd, env });
    expect([without.code, without.stderr]).toEqual([0, '1 converted, 0 refused\nKusto is undefined']);
    const checked = shellhound(['convert', 'a.yml', '--as', 'analytics-rule', '--check'], { cwd, env });
    expect([checked.code, checked.stderr]).toEqual([0, '1 converted, 0 refused\nKusto is object']);
    expect(checked.stdout).toBe(without.stdout);
  });
});
