import type { AsimColumns } from '../../src/event/process-event.ts';

const START = Date.UTC(2026, 10, 24, 9);

/** A process event of its own, `number` seconds after 2026-11-24 09:00. */
export function eventAt(number: number, dvc = 'web01'): AsimColumns {
  const time = new Date(START + number * 1000).toISOString();
  return {
    TimeGenerated: time,
    EventStartTime: time,
    EventEndTime: time,
    EventCount: 1,
    EventType: 'ProcessCreated',
    EventResult: 'Success',
    EventSchema: 'ProcessEvent',
    EventSchemaVersion: '0.1.4',
    EventProduct: 'Auditd',
    EventVendor: 'Linux',
    EventOriginalUid: `${time}:${number}`,
    Dvc: dvc,
    TargetUsername: 'www-data',
    TargetProcessName: '/usr/bin/id',
    TargetProcessFilename: 'id',
    TargetProcessCommandLine: `id ${number}`,
    TargetProcessId: String(100 + number),
    ActingProcessName: '/usr/bin/dash',
    ActingProcessFilename: 'dash',
    ActingProcessId: '50',
    ParentProcessName: '/usr/sbin/apache2',
    User: 'www-data',
    Process: '/usr/bin/id',
    CommandLine: `id ${number}`,
    AdditionalFields: { Argv: ['id', String(number)] },
  };
}
