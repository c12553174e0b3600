import type { Activity } from '../../event/activity.ts';
import type { Caller } from './caller.ts';
import type { PendingEvent } from './pending.ts';
import { titleOf } from './proctitle.ts';
import { makesThread } from './syscalls.ts';

/** What an event that starts no program tells: a fork, or who its process is (a failed execution, any other call). */
export function activityOf(event: PendingEvent, caller: Caller, pid: number, host: string): Activity | undefined {
  const { time, uid } = event;
  const { ppid, exit } = caller;
  const exe = caller.exe === undefined ? undefined : withoutDeleted(caller.exe);
  const commandLine = titleOf(event.proctitle, [exe, caller.comm]);
  if (makesProcess(caller) && exit !== undefined && exit > 0) {
    return { kind: 'fork', time, uid, host, pid, ppid, image: exe, commandLine, child: exit };
  }
  if (exe === undefined) return undefined;
  const execution = caller.call.kind === 'exec' || event.argv !== undefined;
  return { kind: 'sighting', time, uid, host, pid, ppid, image: exe, commandLine, execution };
}

function makesProcess({ call, succeeded, flags }: Caller): boolean {
  return succeeded && (call.kind === 'fork' || (call.kind === 'clone' && !makesThread(flags)));
}

const DELETED = ' (deleted)';

/** A running program whose file was replaced (by an update, say) still is the program at that path. */
function withoutDeleted(exe: string): string {
  return exe.endsWith(DELETED) && exe.startsWith('/') && !exe.startsWith('/memfd:')
    ? exe.slice(0, -DELETED.length)
    : exe;
}
