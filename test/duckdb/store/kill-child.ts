/**
 * Writes to a store until it is killed: `node kill-child.ts FOLDER FROM COUNT compact?`. Numbers of `eventAt` from FROM on, in
 * small batches that overlap, over two hours; each line on standard output says up to which number all are stored.
 */
import { writeSync } from 'node:fs';
import { compactStore } from '../../../src/duckdb/store/compact.ts';
import { EventWriter } from '../../../src/duckdb/store/event-writer.ts';
import { eventAt } from '../events.ts';

const [folder = '', from = '0', count = '0', mode] = process.argv.slice(2);
const BATCH = 40;
const end = Number(from) + Number(count);

for (let at = Number(from); at < end; at += BATCH * 3) {
  const writer = await EventWriter.open(folder, (problem) => writeSync(2, `${problem.code}: ${problem.message}\n`));
  if ('code' in writer) throw new Error(`${writer.code}: ${writer.message}`);
  if (at === Number(from)) writeSync(1, 'started\n');
  for (let piece = at; piece < Math.min(at + BATCH * 3, end); piece += BATCH) {
    for (let number = Math.max(0, piece - 10); number < piece + BATCH; number += 1)
      writer.add({ columns: eventAt(number * 60), time: Date.parse(eventAt(number * 60).EventStartTime) });
    await writer.flush();
    writeSync(1, `${piece + BATCH}\n`);
  }
  await writer.close();
  if (mode === 'compact') await compactStore(folder);
}
