import { spawn } from 'node:child_process';
import { closeSync, createWriteStream, existsSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One run of a whole process. */
export interface Run {
  /** Seconds by the clock. */
  readonly wall: number;
  /** Seconds of processor time, user and system; undefined without GNU time. */
  readonly cpu: number | undefined;
  /** Largest resident set, bytes; undefined without GNU time. */
  readonly peak: number | undefined;
  readonly code: number | null;
  readonly stderr: string;
}

const GNU_TIME = '/usr/bin/time';

/** Runs a command to its end; what it prints goes to a file that is thrown away. */
export async function run(command: string, args: readonly string[]): Promise<Run> {
  const figures = join(tmpdir(), `bench-${process.pid}.time`);
  const timed = existsSync(GNU_TIME);
  const started = performance.now();
  const child = timed
    ? spawn(GNU_TIME, ['-f', '%U %S %M', '-o', figures, command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.pipe(createWriteStream('/dev/null'));
  let stderr = '';
  child.stderr.on('data', (piece: Buffer) => {
    stderr = (stderr + piece.toString('utf8')).slice(-65_536);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const wall = (performance.now() - started) / 1000;
  const [user, system, kilobytes] = timed
    ? (readFileSync(figures, 'utf8').trim().split('\n').at(-1) ?? '').split(' ').map(Number)
    : [];
  rmSync(figures, { force: true });
  return {
    wall,
    cpu: user === undefined || system === undefined ? undefined : user + system,
    peak: kilobytes === undefined ? undefined : kilobytes * 1024,
    code,
    stderr,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** A program to be run on a file. */
export interface Lane {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly isOurs: boolean;
}

/** The lane of `NAME=PATH`: a program that takes the file as its only argument. */
export function laneOf(peer: string, file: string): Lane {
  const at = peer.indexOf('=');
  return { name: peer.slice(0, Math.max(at, 0)), command: peer.slice(at + 1), args: [file], isOurs: false };
}

/** The first line of a file, with its end; lines are expected to be short. */
export function firstLine(file: string): Buffer {
  const handle = openSync(file, 'r');
  const start = Buffer.alloc(65_536);
  const length = readSync(handle, start);
  closeSync(handle);
  const end = start.subarray(0, length).indexOf('\n');
  return start.subarray(0, end < 0 ? length : end + 1);
}
