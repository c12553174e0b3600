import { describe, expect, test } from 'vitest';
import { auditLog, WEB_SHELL } from './audit-lines.ts';
import { folderWith, jsonLines, shellhound } from './program.ts';

const RULE = `title: Anything that runs whoami
id: 11111111-2222-4333-8444-555555555555
level: low
logsource: {category: process_creation, product: linux}
detection:
  sel:
    path|endswith: /whoami
  condition: sel
`;
const PIPELINE = 'name: p\ntransformations:\n  - type: field_name_mapping\n    mapping: {path: Image}\n';
const FILES = {
  'audit.log': auditLog(WEB_SHELL),
  'own.yml': RULE,
  'p.yml': PIPELINE,
  'with/hunt.yml': 'title: With a pipeline\npipelines: [pipelines/p.yml]\n',
  'with/rules/own.yml': RULE,
  'with/pipelines/p.yml': PIPELINE,
  'wrong/hunt.yml': 'title: With a wrong pipeline\npipelines: missing.yml\n',
  'wrong/rules/own.yml': RULE.replace('path', 'Image'),
};
const JSON_OUTPUT = ['--host', 'web01', '--output', 'json'];

function run(...args: readonly string[]): ReturnType<typeof shellhound> {
  return shellhound(args, { cwd: folderWith(FILES) });
}

describe('--pipeline', () => {
  test('changes the rules of hunt', () => {
    const without = run('hunt', 'audit.log', ...JSON_OUTPUT, '--rules', 'own.yml');
    expect([without.code, without.stdout]).toEqual([2, '']);
    const { code, stdout } = run('hunt', 'audit.log', ...JSON_OUTPUT, '--rules', 'own.yml', '--pipeline', 'p.yml');
    expect(code).toBe(0);
    expect(jsonLines(stdout).map(({ rule }) => rule.title)).toEqual(['Anything that runs whoami']);
  });

  test('changes what check says of rules', () => {
    expect(run('check', 'own.yml').stdout).toContain("own.yml:7:5 error [sigma-unknown-field] unknown field 'path'");
    const { code, stdout } = run('check', 'own.yml', '--pipeline', 'p.yml');
    expect([code, stdout]).toEqual([0, '1 rule and 0 exclusions usable, 0 rules not usable, 0 errors\n']);
  });

  test('changes the rule that explain speaks of', () => {
    const event = { TargetProcessName: '/usr/bin/whoami' };
    const { code, stdout } = shellhound(['explain', 'own.yml', '-', '--pipeline', 'p.yml'], {
      cwd: folderWith(FILES),
      input: JSON.stringify(event),
    });
    expect(code).toBe(0);
    expect(stdout).toContain('TargetProcessName is "/usr/bin/whoami": holds');
  });

  test('a file that is not there, or no pipeline', () => {
    const missing = run('check', 'own.yml', '--pipeline', 'none.yml');
    expect(missing.code).toBe(2);
    expect(missing.stdout).toContain('no such rule file or folder: none.yml');
    const rule = run('check', 'own.yml', '--pipeline', 'own.yml');
    expect(rule.code).toBe(1);
    expect(rule.stdout).toContain('own.yml:1:1 error [sigma-pipeline-unsupported]');
  });
});

describe('pipelines of a hunt', () => {
  test('are used by hunt and check, and --pipeline takes their place', () => {
    const { code, stdout } = run('hunt', 'audit.log', ...JSON_OUTPUT, '--hunt', 'with');
    expect([code, jsonLines(stdout).length]).toEqual([0, 1]);
    expect(run('check', 'with').stdout).toContain('1 rule and 0 exclusions usable, 0 rules not usable, 0 errors');
    expect(run('check', 'with', 'own.yml').stdout).toContain('1 rule and 0 exclusions usable, 1 rule not usable');
    const other = run('hunt', 'audit.log', ...JSON_OUTPUT, '--hunt', 'with', '--pipeline', 'none.yml');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("unknown field 'path'");
  });

  test('one that is not there is told', () => {
    const { code, stderr } = run('hunt', 'audit.log', ...JSON_OUTPUT, '--hunt', 'wrong');
    expect(code).toBe(2);
    expect(stderr).toContain('missing.yml');
  });
});
