import { describe, expect, it } from 'vitest';
import type { Activity, Execution } from '../event/activity.ts';
import type { ProcessEvent } from '../event/process-event.ts';
import { FILE_PATIENCE, Lineage } from './lineage.ts';
import { MAX_PROCESSES } from './process-table.ts';

let serial = 0;

function exec(time: number, pid: number, ppid: number, name: string, commandLine = name): Execution {
  serial += 1;
  const uid = `${time}:${serial}`;
  const started = new Date(time).toISOString();
  return {
    kind: 'execution',
    time,
    uid,
    host: 'h',
    pid,
    ppid,
    columns: {
      TimeGenerated: started,
      EventStartTime: started,
      EventEndTime: started,
      EventCount: 1,
      EventType: 'ProcessCreated',
      EventResult: 'Success',
      EventSchema: 'ProcessEvent',
      EventSchemaVersion: '0.1.4',
      EventProduct: 'auditd',
      EventVendor: 'Linux',
      EventOriginalUid: uid,
      Dvc: 'h',
      DvcOs: 'Linux',
      TargetProcessName: name,
      TargetProcessCommandLine: commandLine,
      TargetProcessId: String(pid),
      Process: name,
    },
    additional: {},
    origin: { source: 'x', offset: 0, line: 1 },
  };
}

function fork(time: number, pid: number, ppid: number, image: string, child: number): Activity {
  return { kind: 'fork', time, uid: `${time}:f${child}`, host: 'h', pid, ppid, image, commandLine: undefined, child };
}

function failed(time: number, pid: number, ppid: number, image: string, commandLine?: string): Activity {
  return { kind: 'sighting', time, uid: `${time}:s`, host: 'h', pid, ppid, image, commandLine, execution: true };
}

function run(activities: readonly Activity[]): { events: ProcessEvent[]; lineage: Lineage } {
  const events: ProcessEvent[] = [];
  const lineage = new Lineage({ patience: FILE_PATIENCE, onEvent: (event) => events.push(event) });
  for (const activity of activities) lineage.add(activity);
  lineage.end();
  return { events, lineage };
}

/** Acting name, its parent's name, and the ancestors' names, of the last event. */
function lastOf(activities: readonly Activity[]): { acting?: string; parent?: string; above: (string | undefined)[] } {
  const { events } = run(activities);
  const columns = events.at(-1)?.columns;
  return {
    ...(columns?.ActingProcessName === undefined ? {} : { acting: columns.ActingProcessName }),
    ...(columns?.ParentProcessName === undefined ? {} : { parent: columns.ParentProcessName }),
    above: (columns?.AdditionalFields.Ancestors ?? []).map(({ name }) => name),
  };
}

describe('Lineage', () => {
  it('names the parent and its parent from their executions', () => {
    expect(lastOf([exec(0, 10, 1, '/nginx'), exec(1, 11, 10, '/sh'), exec(2, 12, 11, '/id')])).toEqual({
      acting: '/sh',
      parent: '/nginx',
      above: ['/sh', '/nginx', undefined],
    });
  });

  it('takes the image that the parent has at that moment', () => {
    const story = [exec(0, 10, 1, '/sh'), exec(1, 11, 10, '/a'), exec(2, 10, 1, '/nginx'), exec(3, 12, 10, '/b')];
    const { events } = run(story);
    expect(events.map(({ columns }) => columns.ActingProcessName)).toEqual([undefined, '/sh', undefined, '/nginx']);
  });

  it('keeps the parent of a process that executes again', () => {
    expect(lastOf([exec(0, 10, 1, '/node'), exec(1, 11, 10, '/sh'), exec(2, 11, 10, '/whoami')])).toMatchObject({
      acting: '/node',
      above: ['/node', undefined],
    });
  });

  it('leaves an unknown parent unknown, and counts it', () => {
    const { events, lineage } = run([exec(0, 10, 1, '/apache2'), exec(1, 12, 11, '/sh')]);
    expect(events.at(-1)?.columns).not.toHaveProperty('ActingProcessName');
    expect(events.at(-1)?.columns.ActingProcessId).toBe('11');
    expect(events.at(-1)?.columns.AdditionalFields.Ancestors).toEqual([{ pid: '11' }]);
    expect(lineage.unknownParents).toBe(2);
  });

  it('knows a forked worker from the fork record', () => {
    const story = [
      exec(0, 10, 1, '/apache2', 'apache2 -k start'),
      fork(1, 10, 1, '/apache2', 11),
      exec(2, 12, 11, '/sh'),
    ];
    const { events } = run(story);
    expect(events.at(-1)?.columns).toMatchObject({
      ActingProcessName: '/apache2',
      ActingProcessCommandLine: 'apache2 -k start',
      ParentProcessId: '10',
      AdditionalFields: { ActingProcessEvidence: 'fork' },
    });
  });

  it('waits for a fork record that follows the execution of the child', () => {
    const story = [
      exec(0, 5, 1, '/other'),
      exec(100, 12, 11, '/sh'),
      fork(100, 11, 1, '/java', 12),
      exec(9000, 6, 5, '/x'),
    ];
    const { events } = run(story);
    expect(events[1]?.columns).toMatchObject({ TargetProcessId: '12', ActingProcessName: '/java' });
  });

  it('does not wait longer than it may', () => {
    const story = [exec(0, 12, 11, '/sh'), exec(2500, 20, 1, '/x'), fork(2600, 11, 1, '/java', 13)];
    expect(run(story).events[0]?.columns).not.toHaveProperty('ActingProcessName');
  });

  it('does not name what the parent runs only later', () => {
    const story = [exec(0, 12, 11, '/sh'), exec(10, 11, 1, '/nginx'), exec(20, 13, 11, '/id')];
    const { events } = run(story);
    expect(events[0]?.columns).not.toHaveProperty('ActingProcessName');
    expect(events[2]?.columns.ActingProcessName).toBe('/nginx');
  });

  it('learns the parent of a new process from its failed execution', () => {
    const story = [exec(0, 10, 1, '/init'), failed(5, 12, 11, '/php-fpm', 'php-fpm: pool www'), exec(6, 12, 11, '/id')];
    expect(run(story).events.at(-1)?.columns).toMatchObject({
      ActingProcessName: '/php-fpm',
      ActingProcessCommandLine: 'php-fpm: pool www',
      AdditionalFields: { ActingProcessEvidence: 'child' },
    });
  });

  it('learns nothing of the parent from an old process that fails to execute', () => {
    const story = [exec(0, 5000, 1, '/init'), failed(5, 800, 700, '/bash'), exec(6, 801, 700, '/id')];
    expect(run(story).events.at(-1)?.columns).not.toHaveProperty('ActingProcessName');
  });

  it('forgets a pid that may have been given to another process', () => {
    const round = Array.from({ length: 40 }, (_, index) => exec(100 + index, 300 + ((index * 1000) % 32_000), 1, '/x'));
    const once = [exec(0, 301, 1, '/sed'), ...round, exec(200, 9301, 301, '/uname')];
    expect(run(once).events.at(-1)?.columns).not.toHaveProperty('ActingProcessName');
    expect(run(once).events.at(-1)?.columns.AdditionalFields.Ancestors?.[0]?.reason).toMatch(/another process/);
  });

  it('keeps a process that was seen to start others, round after round', () => {
    const round = Array.from({ length: 40 }, (_, index) =>
      exec(100 + index, 302 + ((index * 1000) % 32_000), 301, '/x'),
    );
    const server = [exec(0, 301, 1, '/node'), ...round, exec(200, 9301, 301, '/uname')];
    expect(run(server).events.at(-1)?.columns.ActingProcessName).toBe('/node');
  });

  it('forgets a parent that was silent for a whole round', () => {
    const round = Array.from({ length: 40 }, (_, index) => exec(100 + index, 305 + ((index * 1000) % 32_000), 1, '/x'));
    const script = [exec(0, 301, 1, '/dash'), exec(1, 302, 301, '/ls'), ...round, exec(200, 9301, 301, '/uname')];
    expect(run(script).events.at(-1)?.columns).not.toHaveProperty('ActingProcessName');
  });

  it('follows birth, and marks a parent that has ended', () => {
    const story = [
      exec(0, 10, 1, '/apache2'),
      fork(1, 10, 1, '/apache2', 11),
      exec(2, 11, 10, '/sh'),
      exec(3, 11, 1, '/sleep'),
    ];
    const { columns } = run(story).events.at(-1) ?? {};
    expect(columns?.ActingProcessId).toBe('1');
    expect(columns).not.toHaveProperty('ActingProcessName');
    expect(columns?.AdditionalFields.Ancestors?.[0]).toEqual({
      pid: '10',
      name: '/apache2',
      commandLine: '/apache2',
      reparented: true,
    });
  });

  it('infers the worker of a server that root started just before, marks it, and fills no column from it', () => {
    const session = (activity: Execution, uid: string): Execution => ({
      ...activity,
      columns: { ...activity.columns, ActorUserId: uid },
    });
    const story = [session(exec(0, 10, 1, '/apache2'), '0'), session(exec(1, 20, 12, '/sh'), '33')];
    const events: ProcessEvent[] = [];
    const isServer = (name: string): boolean => name === '/apache2';
    const lineage = new Lineage({ patience: 0, isServer, onEvent: (event) => events.push(event) });
    for (const activity of [...story, session(exec(2, 21, 20, '/id'), '33')]) lineage.add(activity);
    lineage.end();
    const [, shell, id] = events;
    expect(shell?.columns).not.toHaveProperty('ActingProcessName');
    expect(shell?.columns.AdditionalFields.Ancestors?.map(({ pid, name, inferred }) => [pid, name, inferred])).toEqual([
      ['12', '/apache2', true],
      ['10', '/apache2', true],
      ['1', undefined, true],
    ]);
    expect(id?.columns).toMatchObject({ ActingProcessName: '/sh', ParentProcessId: '12' });
    expect(id?.columns).not.toHaveProperty('ParentProcessName');
    expect(run(story).events[1]?.columns.AdditionalFields.Ancestors).toEqual([{ pid: '12' }]);
  });

  it('does not mix hosts', () => {
    const other: Activity = { ...exec(1, 11, 10, '/id'), host: 'other' };
    expect(lastOf([exec(0, 10, 1, '/nginx'), other])).toMatchObject({ above: [undefined] });
  });

  it('bounds the chain of ancestors, and keeps the oldest', () => {
    const chain = Array.from({ length: 400 }, (_, index) => exec(index, 1000 + index, 999 + index, `/p${index}`));
    const { above } = lastOf(chain);
    expect(above.length).toBeLessThanOrEqual(32);
    expect(above[0]).toBe('/p398');
    expect(above.slice(-2)).toEqual(['/p0', undefined]);
  });

  it('bounds the table, keeps what is used, and counts what it drops', { timeout: 60_000 }, () => {
    let last: ProcessEvent | undefined;
    const lineage = new Lineage({
      patience: 0,
      onEvent: (event) => {
        last = event;
      },
    });
    lineage.add(exec(0, 100_000, 1, '/node'));
    for (let index = 0; index < MAX_PROCESSES + 1000; index += 1) {
      lineage.add(exec(1 + index, 100_001 + index, index % 10_000 === 0 ? 100_000 : 2, '/x'));
    }
    lineage.add(exec(1_000_000, 300_000, 100_000, '/id'));
    lineage.end();
    expect(lineage.evicted).toBeGreaterThan(0);
    expect(last?.columns.ActingProcessName).toBe('/node');
  });
});
