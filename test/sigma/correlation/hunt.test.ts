import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Alert, Report } from '../../../src/alerts/model.ts';
import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { hunt, reportOf } from '../../../src/flow.ts';
import { loadRuleset, type Ruleset } from '../../../src/ruleset.ts';
import type { Level } from '../../../src/sigma/ir.ts';
import { findLogs } from '../../../src/sources/log-set.ts';

const ROOT = join(import.meta.dirname, '../../..');
const ATTACK = join(ROOT, 'hunts/linux-webshell/captures/apache-php-attack/audit.log');
const RECON = '6f1f9d3c-8f0e-4c1b-9a62-0d2f4f6b7c21';

/** The example in docs/sigma.md. */
const EXAMPLE =
  /```yaml\n(title: Three Different Recon[\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/sigma.md'), 'utf8'))?.[1] ??
  '';

const ROOTS = [{ image: ['*/apache2', '*/node'], commandLine: [] }];

interface Hunted {
  readonly alerts: readonly Alert[];
  readonly report: Report;
  readonly problems: readonly Diagnostic[];
}

async function huntIn(
  paths: readonly string[],
  rules: Ruleset,
  level: Level = 'informational',
  until = Number.POSITIVE_INFINITY,
): Promise<Hunted> {
  const alerts: Alert[] = [];
  const problems: Diagnostic[] = [];
  const found = await hunt(findLogs(paths).sets, rules, ROOTS, {
    format: 'auto',
    host: 'web01',
    users: new Map(),
    level,
    since: Number.NEGATIVE_INFINITY,
    until,
    onProblem: (problem) => problems.push(problem),
    onAlert: (alert) => alerts.push(alert),
  });
  const hunted = { name: 'test', title: 'Test' };
  return { alerts, problems, report: reportOf(found, rules, hunted, { kept: [], omitted: 0 }, new Date(0), 0) };
}

function rulesOf(...texts: readonly string[]): Ruleset {
  const ruleset = loadRuleset(
    texts.map((text, at) => new SourceText(`${at}.yml`, text)),
    'asim',
  );
  expect(ruleset.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return ruleset;
}

const idsOf = ({ alerts }: Hunted): string[] => alerts.map(({ id }) => id).sort();

describe('three recon commands below a web server within a minute, in a real attack', () => {
  test('raise one alert, with what was counted', async () => {
    const { alerts, report, problems } = await huntIn([ATTACK], rulesOf(EXAMPLE));
    expect(problems).toEqual([]);
    expect(alerts).toHaveLength(1);
    const [alert] = alerts;
    expect(alert).toMatchObject({
      rule: { id: RECON, level: 'high' },
      process: { commandLine: 'uname -a' },
      excludedBy: null,
      correlation: {
        type: 'value_count',
        condition: 'gte 3',
        timespan: '1m',
        groupBy: [
          { field: 'Dvc', value: 'vm' },
          { field: 'User', value: 'www-data' },
        ],
        value: 3,
        memberCount: 3,
      },
    });
    expect(alert?.correlation?.newest.map(({ commandLine }) => commandLine)).toEqual(['whoami', 'id', 'uname -a']);
    expect(alert?.correlation?.newest.map(({ id }) => id)).toEqual(alert?.correlation?.members);
    expect(alert?.time).toBe(alert?.correlation?.to);
    expect(report.rules.map(({ alerts: many, countedOnly }) => [many, countedOnly])).toEqual([
      [0, true],
      [1, undefined],
    ]);
    expect(report.stats).toMatchObject({
      alerts: 1,
      rules: { loaded: 2, unsupported: 0 },
      correlations: { dropped: 0, late: 0 },
    });
  });

  test('the incident holds the alert, and the tree the commands that were counted', async () => {
    const { alerts, report } = await huntIn([ATTACK], rulesOf(EXAMPLE));
    expect(report.incidents).toHaveLength(1);
    const [incident] = report.incidents;
    expect(incident?.alerts.map(({ id }) => id)).toEqual([alerts[0]?.id]);
    expect(alerts[0]?.incident).toBe(incident?.id);
    expect(incident?.firstTime).toBe(alerts[0]?.correlation?.from);
    const drawn = JSON.stringify(incident?.tree);
    for (const command of ['whoami', 'id', 'uname -a']) expect(drawn).toContain(`"commandLine":"${command}"`);
  });

  test('the alert is the same however the log is cut', async () => {
    const whole = await huntIn([ATTACK], rulesOf(EXAMPLE));
    const lines = readFileSync(ATTACK, 'utf8').split(/(?<=\n)/);
    for (const at of [100, 118, 127, 400]) {
      const [first, second] = [lines.slice(0, at).join(''), lines.slice(at).join('')];
      const rotated = await huntIn([folderWith({ 'audit.log.1': first, 'audit.log': second })], rulesOf(EXAMPLE));
      expect(idsOf(rotated)).toEqual(idsOf(whole));
    }
  });

  test('logs of several hosts, in whatever order, count apart', async () => {
    const other = readFileSync(ATTACK, 'utf8').replaceAll('node=vm ', 'node=web02 ');
    const [one, two] = [folderWith({ 'audit.log': readFileSync(ATTACK, 'utf8') }), folderWith({ 'audit.log': other })];
    const hunted = await huntIn([one, two], rulesOf(EXAMPLE));
    expect(hunted.alerts.map(({ host }) => host).sort()).toEqual(['vm', 'web02']);
    expect(idsOf(await huntIn([two, one], rulesOf(EXAMPLE)))).toEqual(idsOf(hunted));
  });

  test('a log that is given twice counts once', async () => {
    const copy = folderWith({ 'copy.log': readFileSync(ATTACK, 'utf8') });
    expect(idsOf(await huntIn([ATTACK, copy], rulesOf(EXAMPLE)))).toEqual(
      idsOf(await huntIn([ATTACK], rulesOf(EXAMPLE))),
    );
  });

  test('an event that --until leaves out is not counted', async () => {
    const until = Date.parse('2026-11-24T07:36:22.800Z');
    expect((await huntIn([ATTACK], rulesOf(EXAMPLE), 'low', until)).alerts).toEqual([]);
  });

  test('nor is what an exclusion hides, which is counted at the exclusion', async () => {
    const { alerts, report } = await huntIn([ATTACK], rulesOf(EXAMPLE, filterText("CommandLine: 'uname -a'")));
    expect(
      alerts.every(({ correlation }) => correlation?.newest.every(({ commandLine }) => commandLine !== 'uname -a')),
    ).toBe(true);
    expect(report.exclusions[0]?.hidden).toBeGreaterThan(0);
    expect(report.stats.excluded).toBe(report.exclusions[0]?.hidden);
    const all = await huntIn([ATTACK], rulesOf(EXAMPLE, filterText("Image: '*'")));
    expect(all.alerts).toEqual([]);
  });
});

describe('levels and generate', () => {
  const generating = EXAMPLE.replace('level: high\n', 'level: high\ngenerate: true\n');

  test('with generate the rule raises its alerts too, in the same incident', async () => {
    const { alerts, report } = await huntIn([ATTACK], rulesOf(generating));
    const rules = new Set(alerts.map(({ rule }) => rule.level));
    expect(rules).toEqual(new Set(['low', 'high']));
    expect(report.incidents).toHaveLength(1);
    const raised = alerts.map(({ id }) => id);
    const members = alerts.flatMap(({ correlation }) => correlation?.members ?? []);
    expect(members.filter((id) => !raised.includes(id))).toEqual([]);
  });

  test('--level asks the level of the correlation, and still counts rules below', async () => {
    const { alerts } = await huntIn([ATTACK], rulesOf(generating), 'high');
    expect(alerts.map(({ rule }) => rule.id)).toEqual([RECON]);
    expect((await huntIn([ATTACK], rulesOf(generating), 'critical')).alerts).toEqual([]);
  });
});

test('what could not be measured is told', async () => {
  const text = EXAMPLE.replace('type: value_count', 'type: value_sum').replace('field: Image', 'field: CommandLine');
  const { problems, report } = await huntIn([ATTACK], rulesOf(text));
  expect(problems.map(({ code }) => code)).toEqual(['correlation-not-numbers']);
  expect(report.stats.correlations?.unmeasured).toBeGreaterThan(0);
});

test('what was dropped is told', async () => {
  const line = (at: number) => {
    const id = `msg=audit(${1_700_000_000 + (at % 2 === 0 ? at : 40_000 - at)}.000:${at}):`;
    return `node=vm type=SYSCALL ${id} arch=c000003e syscall=59 success=yes exit=0 ppid=1 pid=${100 + at} uid=0 comm="id" exe="/usr/bin/id"\nnode=vm type=EXECVE ${id} argc=1 a0="id"\n`;
  };
  const [first, second] = [0, 1].map((from) => Array.from({ length: 20_002 }, (_, at) => line(2 * at + from)).join(''));
  const rules = rulesOf(
    EXAMPLE.replace('condition: server and recon', 'condition: recon').replace(
      'AncestorImage|endswith:',
      'Image|endswith:',
    ),
  );
  const folders = [folderWith({ 'a.log': second ?? '' }), folderWith({ 'a.log': first ?? '' })];
  const { problems } = await huntIn(folders, rules);
  expect(problems.map(({ code }) => code)).toContain('correlation-dropped');
});

function filterText(selection: string): string {
  return `title: f
logsource: {category: process_creation, product: linux}
filter:
    rules: any
    selection: {${selection}}
    condition: not selection
`;
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'correlation-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
