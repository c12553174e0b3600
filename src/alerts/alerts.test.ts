import { describe, expect, it } from 'vitest';
import type { AsimColumns, ProcessEvent } from '../event/process-event.ts';
import { ProcessNode } from '../event/process-node.ts';
import type { SigmaFilter, SigmaRule } from '../sigma/ir.ts';
import type { Match } from './alert.ts';
import { alertId } from './identity.ts';
import { Incidents } from './incidents.ts';
import { RootFinder } from './roots.ts';

const roots = new RootFinder([
  { image: ['*/apache2', '*/php-fpm*'], commandLine: [] },
  { image: ['*/java'], commandLine: ['tomcat'] },
]);

function node(pid: number, name: string, parent?: ProcessNode, commandLine = name): ProcessNode {
  return new ProcessNode({ key: `${pid}@1`, pid: String(pid), name, commandLine, started: undefined, parent });
}

function eventOf(process: ProcessNode, seconds: number): ProcessEvent {
  const time = Date.UTC(2026, 0, 1) + seconds * 1000;
  const started = new Date(time).toISOString();
  const columns = {
    EventStartTime: started,
    EventOriginalUid: `${time}:${process.pid}`,
    Dvc: 'web1',
    TargetProcessName: process.name,
    TargetProcessId: process.pid,
    ActingProcessId: process.parent?.pid ?? '1',
    TargetUsername: 'www-data',
    AdditionalFields: { Ancestors: process.parent?.lineage ?? [] },
  } as unknown as AsimColumns;
  return { columns, time, origin: { source: 'x', offset: 0, line: 1 }, process };
}

const rule = { id: 'r1', title: 'R', level: 'high', tags: [] } as unknown as SigmaRule;
const filter = { id: 'f1' } as unknown as SigmaFilter;
const matchOf = (event: ProcessEvent, excludedBy: SigmaFilter | null = null): Match => ({
  rule,
  event,
  evidence: [],
  excludedBy,
});

describe('alert ids', () => {
  it('are fixed by rule, host, event and pid, each in its own place', () => {
    expect(alertId('r', 'h', '1.000:2', '3')).toBe(alertId('r', 'h', '1.000:2', '3'));
    const ids = [alertId('a', 'bc', 'd', 'e'), alertId('ab', 'c', 'd', 'e'), alertId('a', 'b', 'cd', 'e')];
    expect(new Set(ids).size).toBe(3);
  });

  it('do not change between versions', () => {
    expect(alertId('818f7b24-0fba-4c49-a073-8b755573b9c7', 'vm', '1795505784.700:1648', '2143')).toMatchInlineSnapshot(
      `"a1d93e834931c2512cbe1671ed429441"`,
    );
  });
});

describe('RootFinder', () => {
  const master = node(10, '/usr/sbin/apache2');
  const worker = node(11, '/usr/sbin/apache2', master);

  it('finds the oldest server above', () => {
    expect(roots.above(node(12, '/bin/sh', worker))).toBe(master);
    expect(roots.above(node(12, '/usr/sbin/php-fpm8.2', node(1, '/init')))).toBeNull();
    expect(roots.above(node(13, '/bin/id', node(12, '/usr/sbin/php-fpm8.2')))?.pid).toBe('12');
  });

  it('asks the command line where the pattern does', () => {
    expect(roots.above(node(2, '/bin/id', node(1, '/usr/bin/java', undefined, 'java -jar x')))).toBeNull();
    expect(roots.above(node(2, '/bin/id', node(1, '/usr/bin/java', undefined, 'java -Dx=Tomcat')))?.pid).toBe('1');
  });
});

describe('Incidents', () => {
  const master = node(10, '/usr/sbin/apache2');
  const shell = node(12, '/bin/sh', node(11, '/usr/sbin/apache2', master));

  it('group what one server started, and list what did not match', () => {
    const incidents = new Incidents(roots);
    const steps = ['whoami', 'ls', 'id', 'late'].map((name, at) => eventOf(node(20 + at, `/bin/${name}`, shell), at));
    const matching = new Set([0, 2]);
    const alerts = steps.flatMap((event, at) => incidents.add(event, matching.has(at) ? [matchOf(event)] : []));
    const [incident, ...others] = incidents.finish();
    expect(others).toEqual([]);
    expect(alerts.map((alert) => alert.incident)).toEqual([incident?.id, incident?.id]);
    expect(incident).toMatchObject({
      alertCount: 2,
      users: ['www-data'],
      level: 'high',
      omitted: 0,
      root: { pid: '10' },
    });
    const [top] = incident?.tree ?? [];
    expect(top).toMatchObject({ pid: '10', children: [{ pid: '11', children: [{ pid: '12' }] }] });
    const below = top?.children[0]?.children[0]?.children ?? [];
    expect(below.map(({ name, alerts: ids }) => [name, ids.length])).toEqual([
      ['/bin/whoami', 1],
      ['/bin/ls', 0],
      ['/bin/id', 1],
    ]);
  });

  it('without a server above go by the parent until it is quiet for 15 minutes', () => {
    const incidents = new Incidents(roots);
    const unknown = ProcessNode.unknown('77');
    for (const seconds of [0, 600, 1400, 2400]) {
      const event = eventOf(node(100 + seconds, '/bin/id', unknown), seconds);
      incidents.add(event, [matchOf(event)]);
    }
    expect(incidents.finish().map(({ alertCount, root }) => [alertCount, root])).toEqual([
      [3, null],
      [1, null],
    ]);
  });

  it('are not opened by an excluded alert, which still knows by what', () => {
    const incidents = new Incidents(roots);
    const event = eventOf(node(20, '/bin/id', shell), 0);
    expect(incidents.add(event, [matchOf(event, filter)])[0]?.excludedBy).toBe('f1');
    expect(incidents.finish()).toEqual([]);
  });

  it('keep a bounded number of executions and count the rest up to the last alert', () => {
    const incidents = new Incidents(roots);
    for (let at = 0; at < 1000; at += 1) {
      const event = eventOf(node(1000 + at, '/bin/x', shell), at);
      incidents.add(event, at === 0 || at === 899 ? [matchOf(event)] : []);
    }
    const [incident] = incidents.finish();
    expect(incident?.alertCount).toBe(2);
    expect(incident?.omitted).toBe(599);
  });
});
