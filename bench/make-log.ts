/**
 * Makes a large audit log by repeating a capture with new serials, pids and times, as a long-running machine would
 * write it: `node bench/make-log.ts CAPTURE OUT MEGABYTES`.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const [source, out, megabytes] = process.argv.slice(2);
if (source === undefined || out === undefined || megabytes === undefined) {
  console.error('usage: node bench/make-log.ts CAPTURE OUT MEGABYTES');
  process.exit(2);
}

const bytes = readFileSync(source);
const text = (source.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
const lines = text.split('\n').filter((line) => line !== '' && !/type=DAEMON_/.test(line));
const STAMP = /audit\((\d+)\.(\d{3}):(\d+)\)/;
const PIDS = 4_000_000;

let firstTime = Number.POSITIVE_INFINITY;
let lastTime = 0;
let firstSerial = Number.POSITIVE_INFINITY;
let lastSerial = 0;
for (const line of lines) {
  const [, seconds, millis, serial] = STAMP.exec(line) ?? [];
  const time = Number(seconds) * 1000 + Number(millis);
  firstTime = Math.min(firstTime, time);
  lastTime = Math.max(lastTime, time);
  firstSerial = Math.min(firstSerial, Number(serial));
  lastSerial = Math.max(lastSerial, Number(serial));
}

const period = lastTime - firstTime + 1000;
const serials = lastSerial - firstSerial + 1;
const file = openSync(out, 'w');
const wanted = Number(megabytes) * 1_000_000;
for (let round = 0, written = 0; written < wanted; round += 1)
  written += writeSync(file, roundText(round), null, 'latin1');
closeSync(file);

function roundText(round: number): string {
  const renewed = lines.map((line) =>
    line
      .replace(STAMP, (_, seconds, millis, serial) =>
        stamp(Number(seconds) * 1000 + Number(millis) + round * period, Number(serial) + round * serials),
      )
      .replace(/ (ppid|pid)=(\d+)/g, (_, name, pid) => ` ${name}=${renewPid(Number(pid), round)}`)
      .replace(
        /(syscall=(?:56|57|58|435) success=yes exit=)(\d+)/,
        (_, head, pid) => `${head}${renewPid(Number(pid), round)}`,
      ),
  );
  return `${renewed.join('\n')}\n`;
}

function stamp(time: number, serial: number): string {
  return `audit(${Math.floor(time / 1000)}.${String(time % 1000).padStart(3, '0')}:${serial % 4_294_967_296})`;
}

function renewPid(pid: number, round: number): number {
  return pid < 300 ? pid : 300 + ((pid - 300 + round * 7919) % PIDS);
}
