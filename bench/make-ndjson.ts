/**
 * Makes a large NDJSON log of about 600 bytes an event by repeating the process events of captures with new pids, times,
 * hosts and ids, as rows that name their own parents:
 * `node bench/make-ndjson.ts OUT MEGABYTES [--rules DIR --share SHARE] CAPTURE…`. With a share, no more than that part of
 * the events match a rule for Linux processes in DIR: captures hold far more than a machine that nobody attacks.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { RootFinder } from '../src/alerts/roots.ts';
import type { ProcessEvent } from '../src/event/process-event.ts';
import { loadHunt } from '../src/hunt/hunt.ts';
import { readEvents } from '../src/read-events.ts';
import { matchesAny } from '../src/ruleset.ts';
import { findLogs } from '../src/sources/log-set.ts';
import { linuxRules } from './rule-sets.ts';

const { values, positionals } = parseArgs({
  options: { rules: { type: 'string' }, share: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const [out, megabytes, ...captures] = positionals;
if (out === undefined || megabytes === undefined || captures.length === 0) {
  console.error('usage: node bench/make-ndjson.ts OUT MEGABYTES [--rules DIR --share SHARE] CAPTURE…');
  process.exit(2);
}

const HOSTS = 40;
/** What servers start is in one round of so many: most that a host executes comes from elsewhere. */
const SERVED = 20;
const PIDS = 4_000_000;

const events: ProcessEvent[] = [];
await readEvents(findLogs(captures).sets, {
  format: 'auto',
  host: 'web',
  users: new Map(),
  onEvent: (event) => events.push(event),
  onProblem: () => undefined,
});
events.sort((a, b) => a.time - b.time);

const servers = new RootFinder(loadHunt('linux-webshell').hunt?.roots ?? []);
const others = events.filter(({ process }) => servers.above(process) === null);
const rules = values.rules === undefined ? undefined : linuxRules(values.rules);
const matching = new Set(rules === undefined ? [] : events.filter((event) => matchesAny(rules, event)));
const share = Number(values.share);
const first = events[0]?.time ?? 0;
const period = (events.at(-1)?.time ?? 0) - first + 1000;
const file = openSync(out, 'w');
const wanted = Number(megabytes) * 1_000_000;
let rows = 0;
let matches = 0;
for (let round = 0, written = 0; written < wanted; round += 1) written += writeSync(file, roundOf(round));
closeSync(file);
console.log(`${rows} rows${rules === undefined ? '' : `, ${matches} of events that match`}`);

function roundOf(round: number): string {
  const lines: string[] = [];
  for (const event of round % SERVED === 0 ? events : others) {
    const isMatch = matching.has(event);
    if (isMatch && matches + 1 > share * rows) continue;
    rows += 1;
    matches += isMatch ? 1 : 0;
    lines.push(`${lineOf(event, round)}\n`);
  }
  return lines.join('');
}

/** The columns that a source such as Sysmon for Linux fills, without the copies that ASIM makes of them. */
function lineOf({ columns, time }: ProcessEvent, round: number): string {
  const at = new Date(time + round * period).toISOString();
  return JSON.stringify({
    TimeGenerated: at,
    EventStartTime: at,
    EventType: 'ProcessCreated',
    EventSchema: 'ProcessEvent',
    EventOriginalUid: `${columns.EventOriginalUid}-${round}`,
    Dvc: `web${round % HOSTS}`,
    DvcOs: 'Linux',
    ActorUsername: columns.ActorUsername ?? columns.ActorUserId,
    TargetUsername: columns.TargetUsername ?? columns.TargetUserId,
    TargetProcessName: columns.TargetProcessName,
    TargetProcessCommandLine: columns.TargetProcessCommandLine,
    TargetProcessCurrentDirectory: columns.TargetProcessCurrentDirectory,
    TargetProcessId: renewed(columns.TargetProcessId, round),
    ActingProcessName: columns.ActingProcessName,
    ActingProcessCommandLine: columns.ActingProcessCommandLine,
    ActingProcessId: renewed(columns.ActingProcessId, round),
    ParentProcessName: columns.ParentProcessName,
    ParentProcessId: renewed(columns.ParentProcessId, round),
  });
}

function renewed(pid: string | undefined, round: number): string | undefined {
  const number = Number(pid ?? 0);
  return pid === undefined || number < 300 ? pid : String(300 + ((number - 300 + round * 7919) % PIDS));
}
