import { matchId } from '../../../src/alerts/alert.ts';
import type { AsimColumns, ProcessEvent } from '../../../src/event/process-event.ts';
import { ProcessNode } from '../../../src/event/process-node.ts';
import type { Hit } from '../../../src/match/correlation/hit.ts';
import type { SigmaRule } from '../../../src/sigma/ir.ts';

/** An event of the tests: its time in milliseconds, what tells it apart at one time, and some of its columns. */
export interface EventSketch {
  readonly time: number;
  readonly serial: number;
  readonly columns?: Partial<AsimColumns>;
}

export function eventOf({ time, serial, columns = {} }: EventSketch): ProcessEvent {
  const at = new Date(time).toISOString();
  const pid = columns.TargetProcessId ?? '1';
  const all: AsimColumns = {
    TimeGenerated: at,
    EventStartTime: at,
    EventEndTime: at,
    EventCount: 1,
    EventType: 'ProcessCreated',
    EventResult: 'Success',
    EventSchema: 'ProcessEvent',
    EventSchemaVersion: '0.1.4',
    EventProduct: 'Linux audit',
    EventVendor: 'Linux',
    EventOriginalUid: `${(time / 1000).toFixed(3)}:${serial}`,
    Dvc: 'host',
    DvcOs: 'Linux',
    TargetProcessName: '/usr/bin/id',
    Process: '/usr/bin/id',
    TargetProcessId: pid,
    AdditionalFields: {},
    ...columns,
  };
  const origin = { source: 'audit.log', offset: serial, line: serial };
  return { columns: all, time, origin, process: ProcessNode.unknown(pid) };
}

/** The match of a rule with an event. */
export function hitOf(rule: SigmaRule, event: ProcessEvent): Hit<undefined> {
  const id = matchId({ rule, event, evidence: [], excludedBy: null });
  return { id, rule, event, source: undefined, keys: [] };
}
