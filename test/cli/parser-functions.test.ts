import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { CAPTURES, folderWith, jsonLines, shellhound } from './program.ts';

const NAMES = ['ASimProcessCreateLinuxAuditd', 'vimProcessCreateLinuxAuditd'];

describe('convert --parser-functions', () => {
  test('writes KQL in front of which a query can stand, after a look by the language service', () => {
    const { code, stdout, stderr } = shellhound(['convert', '--parser-functions', '--check']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/^let \w*Auditd = \(/gm)).toEqual(NAMES.map((name) => `let ${name} = (`));
    expect(stdout.endsWith('};\n')).toBe(true);
  });

  test('writes parsers as YAML, with the parameters of ASIM', () => {
    const { code, stdout } = shellhound(['convert', '--parser-functions', 'yaml']);
    expect(code).toBe(0);
    const parsers = parseAllDocuments(stdout).map((each) => each.toJS());
    expect(parsers.map(({ ParserName }) => ParserName)).toEqual(NAMES);
    expect(parsers[0].ParserParams).toEqual([{ Name: 'disabled', Type: 'bool', Default: false }]);
    expect(parsers[1].ParserParams.map(({ Name }: { Name: string }) => Name)).toEqual([
      'starttime',
      'endtime',
      'commandline_has_any',
      'commandline_has_all',
      'commandline_has_any_ip_prefix',
      'actingprocess_has_any',
      'targetprocess_has_any',
      'parentprocess_has_any',
      'targetusername_has',
      'actorusername_has',
      'dvcipaddr_has_any_prefix',
      'dvchostname_has_any',
      'eventtype',
      'hashes_has_any',
      'disabled',
    ]);
  });

  test('writes a template that saves the functions, or a file for each', () => {
    const cwd = folderWith({});
    const whole = JSON.parse(shellhound(['convert', '--parser-functions', 'arm'], { cwd }).stdout);
    const saved = whole.resources.map(({ properties }: { properties: Record<string, string> }) => properties);
    expect(saved.map(({ functionAlias }: Record<string, string>) => functionAlias)).toEqual(NAMES);
    expect(saved[0].functionParameters).toBe('disabled:bool=false');
    expect(saved[1].functionParameters).toContain("targetusername_has:string='*',actorusername_has:string='*',");
    expect(shellhound(['convert', '--parser-functions', 'arm', '--out', 'f'], { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, 'f')).sort()).toEqual(NAMES.map((name) => `${name}.json`));
    const one = JSON.parse(readFileSync(join(cwd, 'f', `${NAMES[1]}.json`), 'utf8'));
    expect(one.resources).toEqual([whole.resources[1]]);
  });

  test('what they give here is what normalize gives', () => {
    const functions = shellhound(['convert', '--parser-functions']).stdout;
    const query = 'vimProcessCreateLinuxAuditd(targetprocess_has_any=dynamic(["bash"]))';
    const cwd = folderWith({
      'q.kql': `${functions}${query} | project EventOriginalUid, CommandLine, ParentProcessName`,
    });
    const data = [join(CAPTURES, 'node-attack/audit.log'), '--host', 'web1'];
    const { code, stdout, stderr } = shellhound(['kql', '@q.kql', '--data', ...data, '--output', 'json'], { cwd });
    const wanted = jsonLines(shellhound(['normalize', ...data]).stdout)
      .filter(({ TargetProcessFilename }) => TargetProcessFilename === 'bash')
      .map((event) => [event.EventOriginalUid, event.CommandLine ?? '', event.ParentProcessName ?? '']);
    expect([code, stderr, wanted.length > 0]).toEqual([0, '', true]);
    const rows = jsonLines(stdout).map((row) => [row.EventOriginalUid, row.CommandLine, row.ParentProcessName]);
    expect(rows.toSorted()).toEqual(wanted.toSorted());
  });

  test.each([
    [['rule.yml'], /Known are kql, yaml, arm/],
    [['kql', 'rule.yml'], /takes no rules/],
    [['--as', 'arm'], /'--parser-functions' and '--as' cannot be used together/],
    [['--output', 'json'], /'--parser-functions' and '--output' cannot be used together/],
  ])('%j is wrong usage', (args, message) => {
    const { code, stdout, stderr } = shellhound(['convert', '--parser-functions', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('convert --source', () => {
  test('reads Syslog for one writer only, or for all', () => {
    const queries = ['sysmon', 'auditd', 'all'].map(
      (source) => shellhound(['convert', '--target', 'azure-monitor', '--source', source]).stdout,
    );
    expect(queries.map((query) => [query.includes('SysmonEvents'), query.includes('AuditdEvents')])).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
    expect(shellhound(['convert', '--target', 'azure-monitor']).stdout).toBe(queries[2]);
  });

  test('is for Azure Monitor only', () => {
    const { code, stderr } = shellhound(['convert', '--source', 'auditd']);
    expect(code).toBe(2);
    expect(stderr).toContain("'--source auditd' needs '--target azure-monitor'");
  });
});
