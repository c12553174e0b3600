import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Activity, Execution } from '../../src/event/activity.ts';
import { readAuditText } from '../formats/read-auditd.ts';
import {
  Comparison,
  coalesceTests,
  haveSamples,
  readJson,
  readRecord,
  readSample,
  SAMPLES,
  type SampleRecord,
  sampleLogs,
} from './samples.ts';

if (!haveSamples) console.log('samples: not run: ../shared absent');

const figures: Record<string, { compared: number; equal: number; differ: Record<string, number> }> = {};

function record(name: string, { equal, classes }: Comparison): void {
  const differ = Object.values(classes).reduce((sum, each) => sum + each, 0);
  figures[name] = { compared: equal + differ, equal, differ: classes };
}

describe.runIf(haveSamples)('public samples of audit logs', () => {
  afterAll(() => console.log(`fields compared with other parsers:\n${JSON.stringify(figures, undefined, 1)}`));

  describe('every line is a record, skipped with its place told, or blank', () => {
    test.each(sampleLogs().map(({ name, text }) => [name, text]))('%s', (_, text) => {
      const lines = text.split('\n');
      if (lines.at(-1) === '') lines.pop();
      const { counts, problems } = readAuditText(text, 'latin1');
      expect(counts.lines).toBe(lines.length);
      expect(counts.records + counts.skipped + counts.blank).toBe(counts.lines);
      const skipped = problems.filter((problem) => problem.code === 'auditd-not-a-record');
      expect(skipped).toHaveLength(counts.skipped);
      for (const { at } of skipped) expect(lines[(at?.line ?? 0) - 1]).not.toMatch(/audit\(\d+\.\d{3}:\d+\)/);
    });
    test('there are as many as expected', () => expect(sampleLogs().length).toBeGreaterThan(70));
  });

  describe('go-libaudit, single records', () => {
    const folder = 'auditd/go-libaudit/auparse';
    const comparison = new Comparison();
    const logs = haveSamples ? readdirSync(join(SAMPLES, folder)).filter((name) => name.endsWith('.log')) : [];

    test.each(logs)('%s', (name) => {
      const golden = readJson<readonly GoRecord[]>(`${folder}/${name}.golden`);
      const lines = readSample(`${folder}/${name}`)
        .split('\n')
        .filter((line) => line !== '');
      expect(golden).toHaveLength(lines.length);
      for (const [index, line] of lines.entries()) compareRecord(line, golden[index], comparison);
      expect(comparison.unexplained).toEqual([]);
    });
    afterAll(() => record('go-libaudit records', comparison));
  });

  describe('go-libaudit, events', () => {
    const folder = 'auditd/go-libaudit/aucoalesce';
    const comparison = new Comparison();
    const files = haveSamples ? readdirSync(join(SAMPLES, folder)).filter((name) => name.endsWith('.yaml')) : [];

    test.each(files)('%s', (name) => {
      const tests = coalesceTests(`${folder}/${name}`);
      const golden = readJson<readonly GoTest[]>(`${folder}/${name.replace('.yaml', '.json.golden')}`);
      expect(golden).toHaveLength(tests.size);
      for (const { test_name, event } of golden) compareEvent(tests.get(test_name) ?? '', event, comparison);
      expect(comparison.unexplained).toEqual([]);
    });
    afterAll(() => record('go-libaudit events', comparison));
  });

  describe('LAUREL', () => {
    const comparison = new Comparison();
    const names = haveSamples ? readdirSync(join(SAMPLES, 'laurel')).filter((name) => name.endsWith('.json')) : [];

    test.each(names)('%s', (name) => {
      const raw = name.startsWith('docs-perl') ? 'record-perl-reverse-shell.txt' : name.replace('.json', '.txt');
      const { activities } = readAuditText(readSample(`laurel/${raw}`), 'latin1');
      for (const line of readSample(`laurel/${name}`).split('\n')) {
        if (line !== '') compareLaurel(Buffer.from(line, 'latin1').toString('utf8'), activities, comparison);
      }
      expect(comparison.unexplained).toEqual([]);
    });
    afterAll(() => record('LAUREL events', comparison));
  });

  describe('audit-userspace', () => {
    const comparison = new Comparison();

    test('the printed reference of its test program', () => {
      const printed = printedRecords(readSample('auditd/audit-userspace/auparse_test.ref'));
      for (const name of ['test.log', 'test3.log']) {
        const lines = readSample(`auditd/audit-userspace/${name}`).split('\n');
        for (const line of lines.filter((each) => each !== '')) comparePrinted(line, printed, comparison);
      }
      expect(comparison.unexplained).toEqual([]);
    });
    afterAll(() => record('audit-userspace records', comparison));
  });

  test('known executions of the other samples', () => {
    const found = sampleLogs()
      .filter(({ name }) => /otrf|elastic|pberba|splunk|tree|fork-sleep/.test(name))
      .flatMap(({ name, text }) =>
        executions(readAuditText(text, 'latin1').activities).map((each) => [name, each] as const),
      )
      .map(([name, { columns }]) => `${name.slice(0, 30)} ${columns.TargetProcessName} ${columns.CommandLine}`);
    expect(found).toContain('auditd/otrf/sh_arp_cache.zip:  /usr/sbin/arp arp -a');
    expect(found).toContain('auditd/otrf/sh_arp_cache.zip:  /bin/grep grep -v ^?');
    expect(found).toContain('laurel/tree/00.txt /usr/bin/apt-get apt-get update');
    expect(found).toContain('laurel/fork-sleep-exec.txt /usr/bin/true ');
    expect(found).toContain('auditd/pberba/auditd-web-02.lo /usr/bin/dash undefined');
  });
});

function executions(activities: readonly Activity[]): Execution[] {
  return activities.filter((activity) => activity.kind === 'execution');
}

interface GoRecord {
  readonly '@timestamp': string;
  readonly sequence: number;
  readonly data?: Readonly<Record<string, string>>;
}

/** Fields that the kernel or auditd may write in hexadecimal. */
const ENCODED = new Set(['exe', 'comm', 'cwd', 'name', 'proctitle', 'acct', 'cmd', 'data']);

function compareRecord(line: string, theirs: GoRecord | undefined, comparison: Comparison): void {
  const ours = readRecord(line);
  if (ours === undefined) {
    comparison.compare(line, undefined, theirs?.sequence, () =>
      theirs?.sequence === undefined ? undefined : 'a line without a stamp is no record to us',
    );
    return;
  }
  comparison.compare(`${line}: time`, ours.time, Date.parse(theirs?.['@timestamp'] ?? ''));
  comparison.compare(`${line}: sequence`, ours.serial, theirs?.sequence);
  const isExecve = line.includes('type=EXECVE ');
  for (const [name, value] of Object.entries(theirs?.data ?? {})) {
    const found = ours.fields.get(name);
    if (found === undefined) {
      comparison.compare(`${line}: ${name}`, undefined, value, () => MADE_BY_GO[name]);
      continue;
    }
    const encoded = ENCODED.has(name) || (isExecve && /^a\d+$/.test(name));
    const own = encoded ? found.text?.replaceAll('\0', ' ') : found.raw;
    comparison.compare(`${line}: ${name}`, own, value, () => interpreted(name, found.raw, value));
  }
}

/** Fields that go-libaudit makes out of others; the source's own are in our reading. */
const MADE_BY_GO: Readonly<Record<string, string>> = {
  result: 'renamed: success, res → result',
  old_auid: 'made out of the text of a LOGIN record',
  new_auid: 'made out of the text of a LOGIN record',
  ...Object.fromEntries(
    ['user', 'role', 'domain', 'level', 'category'].flatMap((part) => [
      [`subj_${part}`, 'a security context split into parts'],
      [`obj_${part}`, 'a security context split into parts'],
    ]),
  ),
  ...Object.fromEntries(['family', 'addr', 'port', 'path'].map((name) => [name, 'a socket address decoded'])),
  seresult: 'an AVC record’s text',
  seperms: 'an AVC record’s text',
};

/** Values that go-libaudit replaces by their meaning. */
function interpreted(name: string, raw: string, value: string): string | undefined {
  if (raw === '4294967295' && value === 'unset') return '4294967295 → unset';
  if (name === 'arch' || name === 'syscall') return 'architecture or system call by name';
  if (name === 'exit' && /^E[A-Z]+$/.test(value)) return 'exit code by name';
  if (name === 'sig' && value.startsWith('SIG')) return 'signal by name';
  return undefined;
}

interface GoTest {
  readonly test_name: string;
  readonly event: GoEvent;
}

interface GoEvent {
  readonly '@timestamp': string;
  readonly sequence: number;
  readonly session?: string;
  readonly tags?: readonly string[];
  readonly user?: { readonly ids?: Readonly<Record<string, string>> };
  readonly process?: {
    readonly pid?: string;
    readonly ppid?: string;
    readonly name?: string;
    readonly exe?: string;
    readonly cwd?: string;
    readonly args?: readonly string[];
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly paths?: readonly Readonly<Record<string, string>>[];
}

function compareEvent(text: string, theirs: GoEvent, comparison: Comparison): void {
  const { activities } = readAuditText(text, 'latin1');
  const { process = {}, data = {}, user } = theirs;
  const isSyscall = data['syscall'] !== undefined;
  comparison.compare(`${text}: activities`, activities.length, isSyscall ? 1 : 0);
  const [ours] = activities;
  if (ours === undefined) return;
  const check = (name: string, own: unknown, value: unknown, reason?: string): void =>
    comparison.compare(`${theirs.sequence}: ${name}`, own, value, () => reason);
  check('time', ours.time, Date.parse(theirs['@timestamp']));
  check('sequence', Number(ours.uid.slice(ours.uid.indexOf(':') + 1)), theirs.sequence);
  check('pid', String(ours.pid), process.pid);
  check('ppid', String(ours.ppid), process.ppid);
  const starts = data['syscall'] === 'execve' && theirs.process?.args !== undefined;
  check('kind', ours.kind, starts ? 'execution' : 'sighting');
  if (ours.kind !== 'execution') {
    const deleted =
      process.exe?.endsWith(' (deleted)') === true ? '“ (deleted)” is cut off a running program' : undefined;
    check('exe', ours.kind === 'sighting' ? ours.image : undefined, process.exe, deleted);
    return;
  }
  const { columns, additional } = ours;
  check('exe', columns.TargetProcessName, process.exe);
  check('name', additional.Comm, process.name);
  check('cwd', columns.TargetProcessCurrentDirectory, process.cwd);
  check('args', additional.Argv, process.args);
  check('uid', columns.ActorUserId, user?.ids?.['uid']);
  check('euid', columns.TargetUserId, user?.ids?.['euid']);
  check('auid', additional.LoginUserId ?? 'unset', user?.ids?.['auid']);
  check('session', columns.TargetUserSessionId ?? 'unset', theirs.session);
  check('tags', additional.AuditKey?.split(','), theirs.tags);
  check('arch', additional.Architecture, data['arch']);
  check('syscall', additional.Syscall, data['syscall']);
  check('path', additional.InvokedPath, theirs.paths?.find((path) => path['item'] === '0')?.['name']);
}

type LaurelValue = string | number | null | readonly string[];
type LaurelRecord = Readonly<Record<string, LaurelValue>>;

interface LaurelEvent {
  readonly ID: string;
  readonly NODE?: string;
  readonly SYSCALL?: LaurelRecord;
  readonly EXECVE?: LaurelRecord;
  readonly CWD?: LaurelRecord;
  readonly PATH?: readonly LaurelRecord[];
}

function compareLaurel(line: string, activities: readonly Activity[], comparison: Comparison): void {
  const theirs: LaurelEvent = JSON.parse(line);
  const ours = activities.find((activity) => activity.uid === theirs.ID);
  const call = theirs.SYSCALL;
  comparison.compare(`${line}: has a process`, ours !== undefined, call !== undefined);
  if (ours === undefined || call === undefined) return;
  const check = (name: string, own: unknown, value: unknown, reason?: string): void =>
    comparison.compare(`${theirs.ID}: ${name}`, own, value, () => reason);
  check('pid', ours.pid, call['pid']);
  check('ppid', ours.ppid, call['ppid']);
  if (ours.kind !== 'execution') {
    check('exe', ours.kind === 'sighting' ? ours.image : undefined, call['exe']);
    return;
  }
  const { columns, additional } = ours;
  const known = (id: LaurelValue | undefined): string | undefined => (id === 4294967295 ? undefined : String(id));
  check('exe', columns.TargetProcessName, call['exe']);
  check('comm', additional.Comm, call['comm']);
  check('key', additional.AuditKey ?? null, call['key']);
  check('tty', additional.Tty, call['tty']);
  check('uid', columns.ActorUserId, known(call['uid']));
  check('euid', columns.TargetUserId, known(call['euid']));
  check('auid', additional.LoginUserId, known(call['auid']));
  check('ses', columns.TargetUserSessionId, known(call['ses']));
  check('UID', columns.ActorUsername, call['UID']);
  check('EUID', columns.TargetUsername, call['EUID']);
  check('AUID', additional.LoginUsername, call['AUID']);
  check('subj', additional.Subject, call['subj']);
  check('ARCH', additional.Architecture, call['ARCH'] ?? (call['arch'] === '0xc000003e' ? 'x86_64' : undefined));
  check('SYSCALL', additional.Syscall, call['SYSCALL'] ?? (call['syscall'] === 59 ? 'execve' : undefined));
  check('node', columns.Dvc, theirs.NODE ?? 'unknown');
  check('ARGV', additional.Argv, theirs.EXECVE?.['ARGV']);
  check('argc', additional.Argv?.length, theirs.EXECVE?.['argc']);
  check('cwd', columns.TargetProcessCurrentDirectory, theirs.CWD?.['cwd']);
  check('path', additional.InvokedPath, theirs.PATH?.find((path) => path['item'] === 0)?.['name']);
}

type Printed = ReadonlyMap<string, readonly ReadonlyMap<string, string>[]>;

/** Printed records by stamp: fields as `name=value`, some with an interpretation in brackets behind. */
function printedRecords(text: string): Printed {
  const found = new Map<string, Map<string, string>[]>();
  for (const block of text.split(/\n\s*\n|(?=\n {4}record )/)) {
    const stamp = /event time: (\d+\.\d{3}:\d+), host=/.exec(block)?.[1];
    const fields = [...block.matchAll(/^ {8}([\w-]+)=(.*)$/gm)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    if (stamp === undefined || fields.length === 0) continue;
    const blocks = found.get(stamp) ?? [];
    blocks.push(new Map([...fields].reverse()));
    found.set(stamp, blocks);
  }
  return found;
}

function comparePrinted(line: string, printed: Printed, comparison: Comparison): void {
  const ours = readRecord(line);
  const type = /type=(\S+)/.exec(line)?.[1];
  const theirs = ours && printed.get(ours.uid)?.find((each) => each.get('type')?.split(' ')[0] === type);
  if (ours === undefined || theirs === undefined) return;
  for (const [name, value] of theirs) {
    if (name === 'type') continue;
    const own = ownPrinted(ours, name);
    comparison.compare(
      `${line}: ${name}`,
      own,
      value.replaceAll('"', ''),
      () => PRINTED_ONLY[name] ?? oldStyle(line, name),
    );
  }
}

function ownPrinted(record: SampleRecord, name: string): string | undefined {
  return record.fields.get(name)?.raw;
}

const PRINTED_ONLY: Readonly<Record<string, string>> = {
  seresult: 'an AVC record’s text',
  seperms: 'an AVC record’s text',
};

/** Records of 2007 have `PAM: accounting acct=root : exe=…` and brackets inside their message. */
function oldStyle(line: string, name: string): string | undefined {
  return /msg='PAM/.test(line) ? `free text of old PAM records (${name})` : undefined;
}
