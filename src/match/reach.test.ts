import { describe, expect, test } from 'vitest';
import { SourceText } from '../diagnostic/source-text.ts';
import { loadSigma } from '../sigma/load.ts';
import { printExpression } from '../sigma/print.ts';
import { mapRule, printField } from './mapping.ts';

const HEAD = 'title: A rule\nid: a\nlevel: low\nlogsource: {product: linux, service: auditd}\ndetection:\n';

/** Selections by name, and a condition. */
function mapped(selections: Readonly<Record<string, string>>, condition: string, given: readonly string[] = []) {
  const lines = Object.entries(selections).map(([name, value]) => `  ${name}: ${value}\n`);
  const text = `${HEAD}${lines.join('')}  condition: ${condition}\n`;
  const [rule] = loadSigma([new SourceText('rule.yml', text)], { placeholders: new Map([['p', given]]) }).rules;
  if (rule === undefined) throw new Error('the rule of the test is wrong');
  return mapRule(rule, 'asim');
}

const typesOf = (...args: Parameters<typeof mapped>) => mapped(...args).mapped?.records;

function problemsOf(...args: Parameters<typeof mapped>): readonly string[] {
  return mapped(...args).diagnostics.map(
    ({ at, code, message }) => `${at?.line}:${at?.column}-${at?.endColumn} ${code} ${/'.*?'/.exec(message)}`,
  );
}

describe('which records can satisfy', () => {
  test('one of several conditions', () => {
    expect(typesOf({ a: '{type: ADD_USER}', b: '{type: CWD}' }, '[a, b]')).toEqual(['CWD']);
  });

  test.each([
    ['{success|contains|all: ["y", "es"]}', ['SYSCALL']],
    ['{SYSCALL|contains|all: [exec, at]}', ['SYSCALL']],
    ['{SYSCALL|contains|all: [exec, open]}', undefined],
    ['{success|fieldref: key}', ['SYSCALL', 'EXECVE', 'CWD', 'PATH', 'PROCTITLE', 'CONTAINER_ID']],
    ['{success|expand|fieldref: "%p%"}', ['SYSCALL', 'EXECVE', 'CWD', 'PATH', 'PROCTITLE', 'CONTAINER_ID']],
    ['{success: ""}', ['EXECVE', 'CWD', 'PATH', 'PROCTITLE', 'CONTAINER_ID']],
    ['{SYSCALL: ""}', ['SYSCALL', 'EXECVE', 'CWD', 'PATH', 'PROCTITLE', 'CONTAINER_ID']],
    ['{argc|exists: true}', ['EXECVE']],
    ['{a12: x}', ['EXECVE']],
    ['{type: [EXECVE, CWD]}', ['EXECVE', 'CWD']],
    ['{type|neq: EXECVE, a0: x}', ['SYSCALL']],
  ])('%s', (selection, types) => expect(typesOf({ s: selection }, 's', ['key', 'exe'])).toEqual(types));

  test('a part that depends on the record, negated twice', () => {
    expect(typesOf({ s: '{type: EXECVE, a0: x}' }, 'not not s')).toEqual(['EXECVE']);
    expect(typesOf({ s: '{a0: x}', t: '{type: EXECVE}' }, 'not (s or not t)')).toEqual(['EXECVE']);
  });
});

describe('what is told of a rule that no record can satisfy', () => {
  test('the item that cannot hold, with its values', () => {
    expect(problemsOf({ s: '{type: [ADD_USER, DEL_USER], a0: x}' }, 's')).toEqual([
      "6:7-33 sigma-audit-never 'type: ADD_USER, DEL_USER'",
    ]);
    expect(problemsOf({ s: '[{type|neq: SYSCALL, success: "no"}]' }, 's')).toEqual([
      "6:27-40 sigma-audit-never 'success: no'",
    ]);
  });

  test('the rule, where each item alone could hold', () => {
    expect(problemsOf({ s: '{cwd: x, argc: 1}' }, 's')).toEqual(["1:1-2 sigma-audit-never 'condition'"]);
    expect(problemsOf({ s: '{cwd: x}', t: '{argc: 1}' }, 's and t')).toEqual(["1:1-2 sigma-audit-never 'condition'"]);
  });

  test('nothing of a part that is only one of several ways', () => {
    const parts = { s: '[{type: ADD_USER}, {a0: x}]', t: '{type: DEL_USER}' };
    expect(problemsOf(parts, 's and t')).toEqual(["7:7-21 sigma-audit-never 'type: DEL_USER'"]);
  });
});

describe('what is told of parts', () => {
  const used = { a: '{a0: x}' };

  test('paths are noted where the part is of paths only, and not negated', () => {
    expect(problemsOf({ ...used, p: '{type: PATH, name: x}' }, 'a or p')).toEqual(["7:7-17 sigma-audit-path 'p'"]);
    expect(problemsOf({ ...used, p: '[{type: PATH}]' }, 'a or p')).toEqual(["7:8-18 sigma-audit-path 'p'"]);
    expect(problemsOf({ ...used, p: '{type: PATH, name: x}' }, 'a and not p')).toEqual([]);
    expect(problemsOf({ ...used, p: '{type: [PATH, CWD]}' }, 'a or p')).toEqual([]);
    expect(problemsOf({ ...used, p: '{type: CWD}' }, 'a or p')).toEqual([]);
  });

  test('an unknown field is told once, at its name', () => {
    const message = "sigma-unknown-field 'exee'";
    expect(problemsOf({ ...used, s: '{exee: x}' }, 'not s or not (s and a)')).toEqual([`7:7-11 ${message}`]);
    expect(problemsOf({ ...used, s: '{"exee": x}' }, 'a and not s')).toEqual([`7:8-12 ${message}`]);
    expect(problemsOf({ ...used, s: '{exee|contains: x}' }, 'a and not s')).toEqual([`7:7-11 ${message}`]);
  });
});

test('a field of records is printed as such', () => {
  const { mapped: rule } = mapped({ s: '{a0: x, key|fieldref: exe}' }, 's');
  const text = (rule?.conditions ?? []).map((one) => printExpression(one, printField)).join('');
  expect(text).toContain('any AuditRecords[*].a0\n');
  expect(text).toContain('equals field AuditRecords[*].exe');
});
