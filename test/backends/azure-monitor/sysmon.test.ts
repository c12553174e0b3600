import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sysmonOf } from './rows.ts';

const FIELDS: Readonly<Record<string, string>> = {
  RuleName: '-',
  UtcTime: '2026-11-24 10:42:47.757',
  ProcessGuid: '{ec23eae3-3a27-62f2-085e-16549b550000}',
  ProcessId: '10268',
  Image: '/usr/bin/sudo',
  FileVersion: '-',
  CommandLine: 'sudo id',
  CurrentDirectory: '/home/ann',
  User: 'ann',
  LogonGuid: '{ec23eae3-315b-62f2-e803-000000000000}',
  LogonId: '1000',
  TerminalSessionId: '13',
  IntegrityLevel: 'no level',
  Hashes: '-',
  ParentProcessGuid: '{ec23eae3-315b-62f2-4884-4ea587550000}',
  ParentProcessId: '15369',
  ParentImage: '/bin/bash',
  ParentCommandLine: 'bash -i',
  ParentUser: 'ann',
};

function line(fields: Readonly<Record<string, string>> = {}, order = Object.keys(FIELDS), id = 1): string {
  const data = order.map((name) => `<Data Name="${name}">${fields[name] ?? FIELDS[name] ?? ''}</Data>`);
  return (
    '<Event><System><Provider Name="Linux-Sysmon" Guid="{ff032593-a8d3-4f13-b0d6-01fc615a0f97}"/>' +
    `<EventID>${id}</EventID><Version>5</Version><TimeCreated SystemTime="2026-11-24T10:42:47.749450000Z"/>` +
    '<EventRecordID>77</EventRecordID><Correlation/><Execution ProcessID="1465" ThreadID="1465"/>' +
    `<Computer>web1</Computer><Security UserId="0"/></System><EventData>${data.join('')}</EventData></Event>`
  );
}

const EXPECTED = {
  EventStartTime: '2026-11-24T10:42:47.7570000Z',
  EventOriginalUid: '77',
  Dvc: 'web1',
  TargetProcessName: '/usr/bin/sudo',
  TargetProcessCommandLine: 'sudo id',
  TargetProcessCurrentDirectory: '/home/ann',
  TargetProcessId: '10268',
  TargetUsername: 'ann',
  TargetUserId: '1000',
  TargetUserSessionId: '13',
  ActorUsername: 'ann',
  ActingProcessName: '/bin/bash',
  ActingProcessCommandLine: 'bash -i',
  ActingProcessId: '15369',
};

describe('an event', () => {
  test('is read', () => {
    expect(sysmonOf([line()])).toMatchObject([EXPECTED]);
  });

  test('is read in any order of its elements', () => {
    expect(sysmonOf([line({}, Object.keys(FIELDS).toReversed())])).toMatchObject([EXPECTED]);
  });

  test('is read as far as it goes, where the line was cut', () => {
    const whole = line();
    expect(sysmonOf([whole.slice(0, whole.indexOf('bash -i') + 4)])).toMatchObject([
      { ...EXPECTED, ActingProcessCommandLine: 'bash', ActorUsername: '' },
    ]);
  });

  test('may be laid out on several lines', () => {
    const laid = `<?xml version="1.0"?>\n${line().replaceAll('><', '>\n  <')}`;
    expect(sysmonOf([laid])).toMatchObject([EXPECTED]);
  });

  test('may have no parent, user and session', () => {
    const unknown = {
      User: '-',
      LogonId: '65535',
      TerminalSessionId: '4294967295',
      ParentProcessId: '0',
      ParentImage: '(null)',
      ParentCommandLine: '-',
      ParentUser: '-',
      Image: '&lt;unknown process&gt;',
      CommandLine: '-',
      CurrentDirectory: '-',
    };
    const [row = {}] = sysmonOf([line(unknown)]);
    const filled = Object.keys(EXPECTED).filter((name) => row[name] !== '');
    expect(filled).toEqual(['EventStartTime', 'EventOriginalUid', 'Dvc', 'TargetProcessId', 'TargetUserId']);
  });

  test('has text with entities, read once', () => {
    const CommandLine = 'sh -c "a &amp;&amp; b &gt; c &lt; &amp;lt;d&amp;gt; %41"';
    expect(sysmonOf([line({ CommandLine })])[0]?.['TargetProcessCommandLine']).toBe(
      'sh -c "a && b > c < &lt;d&gt; %41"',
    );
  });

  test.each(['-', '--', '-c', 'a-'])('with a command line of %s', (CommandLine) => {
    const expected = CommandLine === '-' ? '' : CommandLine;
    expect(sysmonOf([line({ CommandLine })])[0]?.['TargetProcessCommandLine']).toBe(expected);
  });

  test('has no elements but its own', () => {
    const CommandLine = 'x &lt;/Data&gt;&lt;Data Name="Image"&gt;/usr/bin/id&lt;/Data&gt; Name="User"&gt;root';
    const order = ['CommandLine', ...Object.keys(FIELDS).filter((name) => name !== 'CommandLine')];
    expect(sysmonOf([line({ CommandLine }, order)])).toMatchObject([
      { TargetProcessName: '/usr/bin/sudo', TargetUsername: 'ann' },
    ]);
  });

  test('tells hashes and GUIDs if they are asked for', () => {
    const Hashes = 'MD5=81756EC4f1cd13bfa20105e9d1b3791b,SHA256=aca992db,IMPHASH=00ff';
    const asked = new Set([
      'TargetProcessMD5',
      'TargetProcessSHA1',
      'TargetProcessSHA256',
      'TargetProcessIMPHASH',
      'TargetProcessGuid',
      'ActingProcessGuid',
    ]);
    expect(sysmonOf([line({ Hashes })], asked)).toMatchObject([
      {
        TargetProcessMD5: '81756EC4f1cd13bfa20105e9d1b3791b',
        TargetProcessSHA1: '',
        TargetProcessSHA256: 'aca992db',
        TargetProcessIMPHASH: '00ff',
        TargetProcessGuid: 'ec23eae3-3a27-62f2-085e-16549b550000',
        ActingProcessGuid: 'ec23eae3-315b-62f2-4884-4ea587550000',
      },
    ]);
    expect(sysmonOf([line({ Hashes })])[0]).not.toHaveProperty('TargetProcessMD5');
  });
});

describe('what is no process creation', () => {
  const others: readonly (readonly [string, string])[] = [
    ['another event', line({}, Object.keys(FIELDS), 5)],
    ['a message of Sysmon', 'Linux-Sysmon running, <EventID>1</EventID>'],
    ['an event in the middle of a line', `user said ${line()}`],
  ];
  test.each(others)('%s', (_, message) => {
    expect(sysmonOf([message])).toEqual([]);
  });
});

const samples = join(import.meta.dirname, '../../../../shared/samples/sysmon-linux');
if (!existsSync(samples)) console.log('backends/azure-monitor/sysmon on ../shared: not run, ../shared is absent');

/** The samples say what they hold more plainly than a query: by an own reading of each element. */
describe.runIf(existsSync(samples))('public samples', () => {
  const messages = globSync(join(samples, '*.{xml,log}')).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    return path.endsWith('.log') ? text.split('\n').map((each) => each.slice(each.indexOf('<Event>'))) : [text];
  });
  const created = messages.filter((each) => each.includes('<EventID>1</EventID>'));

  test('are read', () => {
    expect(created.length).toBeGreaterThanOrEqual(4);
    expect(sysmonOf(messages).map(wordsOf)).toEqual(created.map(wordsIn));
  });

  const NAMES: Readonly<Record<string, string>> = {
    Image: 'TargetProcessName',
    CommandLine: 'TargetProcessCommandLine',
    CurrentDirectory: 'TargetProcessCurrentDirectory',
    ProcessId: 'TargetProcessId',
    User: 'TargetUsername',
    ParentImage: 'ActingProcessName',
    ParentCommandLine: 'ActingProcessCommandLine',
    ParentUser: 'ActorUsername',
  };

  function wordsOf(row: Readonly<Record<string, string>>): unknown {
    return Object.values(NAMES).map((name) => row[name]);
  }

  function wordsIn(xml: string): unknown {
    return Object.keys(NAMES).map((name) => {
      const [, rest = ''] = xml.split(`<Data Name="${name}">`);
      const [raw = ''] = rest.split('</Data>');
      if (['-', '(null)', '&lt;unknown process&gt;'].includes(raw)) return '';
      return raw.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    });
  }
});
