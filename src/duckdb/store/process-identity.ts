import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What tells a process apart from all others, also after its pid was given to another one. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in ticks since the machine did; empty where the system does not tell. */
  readonly started: string;
  readonly host: string;
  /** The run of the machine, and the space in which the pid counts; empty where the system does not tell. */
  readonly boot: string;
  readonly space: string;
}

export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    host: hostname(),
    boot: textOf('/proc/sys/kernel/random/boot_id'),
    space: linkOf('/proc/self/ns/pid'),
  };
}

/**
 * Whether a process has surely ended. One of another machine, or of another space of pids, cannot be looked at from here, and
 * counts as running.
 */
export function hasEnded(other: ProcessIdentity, own: ProcessIdentity = ownIdentity()): boolean {
  if (other.host !== own.host) return false;
  if (other.boot !== own.boot) return true;
  if (other.space !== own.space) return false;
  return !isAlive(other.pid) || (startOf(other.pid) ?? other.started) !== other.started;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The 22nd field of /proc/PID/stat; the name in the second can hold anything, up to the last parenthesis. */
function startOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  /** A process that has ended and waits for its parent to ask for it. */
  return fields[0] === 'Z' ? 'ended' : fields[19];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
