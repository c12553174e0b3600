import { describe, expect, test } from 'vitest';
import { SourceText } from '../diagnostic/source-text.ts';
import type { AuditRecord } from '../event/audit-record.ts';
import type { AsimColumns } from '../event/process-event.ts';
import { excludedBy, prepareFilter } from '../exclusions/exclude.ts';
import { loadSigma } from '../sigma/load.ts';
import type { MatchableEvent } from './event-view.ts';
import { explain } from './explain.ts';
import { mapRule } from './mapping.ts';
import { matchRule } from './match.ts';
import { type PreparedRule, prepareRule } from './prepare.ts';
import { renderExplanation } from './render-explanation.ts';

const HEAD = 'title: A rule\nid: a\nlevel: low\nlogsource: {product: linux, service: auditd}\ndetection:\n';

function mapped(detection: string) {
  const [rule] = loadSigma([new SourceText('rule.yml', HEAD + detection)]).rules;
  if (rule === undefined) throw new Error('the rule of the test is wrong');
  return mapRule(rule, 'asim');
}

function ruleOf(detection: string): PreparedRule {
  const { mapped: rule } = mapped(detection);
  if (rule === undefined) throw new Error('no record can satisfy the rule of the test');
  return prepareRule(rule);
}

const SYSCALL = {
  type: 'SYSCALL',
  syscall: ['59', 'execve'],
  SYSCALL: 'execve',
  a0: '55d1',
  euid: '33',
  key: ['k1', 'k2'],
};
const EXECVE = { type: 'EXECVE', argc: '3', a0: 'touch', a1: '-r', a2: '/tmp/a' };
const PATHS = [
  { type: 'PATH', item: '0', name: '/opt/.cache/x', nametype: 'NORMAL' },
  { type: 'PATH', item: '1', name: '/usr/lib/.hidden', nametype: 'NORMAL' },
];

function eventOf(...records: readonly AuditRecord[]): MatchableEvent {
  const columns = { TargetProcessName: '/usr/bin/touch', AdditionalFields: { AuditRecords: records } };
  return { columns: columns as unknown as AsimColumns };
}

const event = eventOf(SYSCALL, EXECVE, ...PATHS);
const matches = (detection: string, of = event): boolean => matchRule(ruleOf(detection), of) !== null;

describe('a rule about audit records', () => {
  test.each([
    ['arguments of EXECVE', '  s: {type: EXECVE, a0: touch, a1: "-r"}\n  condition: s\n', true],
    ['type in another case', '  s: {type: execve, a0: touch}\n  condition: s\n', true],
    ['a0 of SYSCALL is a register', '  s: {type: SYSCALL, a0: touch}\n  condition: s\n', false],
    ['fields of two records', '  s: {a0: touch, euid: 33}\n  condition: s\n', false],
    ['selections over two records', '  a: {a0: touch}\n  b: {euid: 33}\n  condition: a and b\n', false],
    ['a call by name', '  s: {syscall: execve}\n  condition: s\n', true],
    ['a call by number', '  s: {syscall: 59}\n  condition: s\n', true],
    ['neither', '  s: {syscall: 60}\n  condition: s\n', false],
    ['a number', '  s: {type: SYSCALL, euid: 33}\n  condition: s\n', true],
    ['one of the keys', '  s: {key: k2}\n  condition: s\n', true],
    ['keywords in one record', '  s: {type: EXECVE}\n  k: [touch]\n  l: ["-r"]\n  condition: s and k and l\n', true],
    ['keywords of another record', '  s: {type: EXECVE}\n  k: [hidden]\n  condition: s and k\n', false],
    ['columns are no keywords here', '  s: ["/usr/bin/touch"]\n  condition: s\n', false],
    [
      'a negation in the record that matches',
      '  s: {type: PATH, name|contains: "/."}\n  f: {name|contains: "/.cache/"}\n  condition: s and not f\n',
      true,
    ],
    ['absent in this record', '  s: {type: EXECVE, a3: null}\n  condition: s\n', true],
  ])('%s', (_, detection, expected) => {
    expect(matches(detection)).toBe(expected);
  });

  test('holds of no event without records', () => {
    expect(matches('  s: {a0|exists: false}\n  condition: s\n', eventOf())).toBe(false);
  });

  test('gives as evidence the values of the records that match', () => {
    const rule = ruleOf(
      '  s: {type: PATH, name|contains: "/."}\n  f: {name|contains: "/.cache/"}\n  condition: s and not f\n',
    );
    const found = matchRule(rule, event)?.map(({ field, column, value }) => `${field} ${column} ${value}`);
    expect(found).toEqual(['type AuditRecords[3].type PATH', 'name AuditRecords[3].name /usr/lib/.hidden']);
  });

  test('is explained record by record', () => {
    const shown = renderExplanation(explain(ruleOf('  s: {type: EXECVE, a0: touch}\n  condition: s\n'), event));
    expect(shown).toContain('AuditRecords[1] EXECVE');
    expect(shown).toContain('AuditRecords[1].a0 is "touch"');
    expect(shown).not.toContain('AuditRecords[0]');
    const missed = renderExplanation(explain(ruleOf('  s: {a0: nothing}\n  condition: s\n'), event));
    expect(missed).toContain('AuditRecords[0].a0 is "55d1"');
    expect(missed).toContain('AuditRecords[1].a0 is "touch"');
  });
});

describe('which records can satisfy a rule', () => {
  test.each([
    ['  s: {type: EXECVE, a0: x}\n  condition: s\n', ['EXECVE']],
    ['  s: {a5: x}\n  condition: s\n', ['EXECVE']],
    ['  s: {a0: x}\n  condition: s\n', ['SYSCALL', 'EXECVE']],
    ['  s: {type: SYSCALL, SYSCALL: [execve, open]}\n  condition: s\n', ['SYSCALL']],
    ['  s: {type: PATH}\n  t: {type: CWD}\n  condition: s or t\n', ['CWD', 'PATH']],
    ['  s: {type|re: "^E"}\n  condition: not s\n', ['SYSCALL', 'CWD', 'PATH', 'PROCTITLE', 'CONTAINER_ID']],
  ])('%s', (detection, types) => {
    expect(mapped(detection).mapped?.records).toEqual(types);
  });

  test.each([
    ['  s: {type: SERVICE_STOP, unit: ufw}\n  condition: s\n', "6:7 sigma-audit-never 'type: SERVICE_STOP'"],
    ['  s: {type: SYSCALL, SYSCALL: socket}\n  condition: s\n', "6:22 sigma-audit-never 'SYSCALL: socket'"],
    ['  s: {type: PATH, nametype: CREATE}\n  condition: s\n', "6:19 sigma-audit-never 'nametype: CREATE'"],
    ['  s: {type: SYSCALL, success: "no"}\n  condition: s\n', "6:22 sigma-audit-never 'success: no'"],
  ])('none: %s', (detection, expected) => {
    const { mapped: rule, diagnostics } = mapped(detection);
    expect(rule).toBeUndefined();
    expect(
      diagnostics.map(({ at, code, message }) => `${at?.line}:${at?.column} ${code} ${/'.*'$/.exec(message)}`),
    ).toEqual([expected]);
  });

  test('blind parts of a rule that is used are told', () => {
    const { mapped: rule, diagnostics } = mapped(
      '  s: {a0: x}\n  t: {type: ADD_USER}\n  p: {type: PATH}\n  condition: 1 of them\n',
    );
    expect(rule).toBeDefined();
    expect(diagnostics.map(({ code, at }) => `${code} ${at?.line}`)).toEqual([
      'sigma-audit-part 7',
      'sigma-audit-path 8',
    ]);
  });

  test('a negated part that can never hold hides nothing', () => {
    expect(mapped('  s: {a0: x}\n  t: {type: ADD_USER}\n  condition: s and not t\n').diagnostics).toEqual([]);
  });

  test('an unknown field is an error', () => {
    const { mapped: rule, diagnostics } = mapped('  s: {exee: x, a0: y}\n  t: {a0: z}\n  condition: not s and t\n');
    expect(rule).toBeUndefined();
    expect(diagnostics.map(({ message }) => message)).toEqual(["unknown field 'exee'; did you mean 'exe'?"]);
  });
});

describe('filters on a rule about audit records', () => {
  const rule = ruleOf('  s: {type: PATH, name|contains: "/."}\n  condition: s\n');
  const filterOf = (logsource: string, selection: string) => {
    const text = `title: f\nlogsource: ${logsource}\nfilter:\n  rules: any\n  s: ${selection}\n  condition: not s\n`;
    const { filters } = loadSigma([new SourceText('f.yml', text)]);
    return filters.flatMap((filter) => prepareFilter(filter, 'asim').prepared ?? []);
  };
  const AUDITD = '{product: linux, service: auditd}';

  test('must leave one of the records that match', () => {
    expect(excludedBy(filterOf(AUDITD, '{name|contains: .cache}'), event, rule)).toBeNull();
    expect(excludedBy(filterOf(AUDITD, '{name|contains: "/."}'), event, rule)?.title).toBe('f');
    expect(excludedBy(filterOf(AUDITD, '{type: EXECVE}'), event, rule)).toBeNull();
  });

  test('exclude together what each alone leaves', () => {
    const both = [...filterOf(AUDITD, '{name|contains: .cache}'), ...filterOf(AUDITD, '{name|contains: .hidden}')];
    expect(excludedBy(both, event, rule)?.title).toBe('f');
  });

  test('may be about the event', () => {
    const filters = filterOf('{category: process_creation, product: linux}', '{Image: /usr/bin/touch}');
    expect(excludedBy(filters, event, rule)?.title).toBe('f');
  });
});
