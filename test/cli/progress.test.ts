import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test, vi } from 'vitest';
import { progressOver } from '../../src/cli/progress.ts';
import { folderWith } from './program.ts';

function terminal(): { stream: NodeJS.WriteStream; text: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 100 });
  const chunks: Buffer[] = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => Buffer.concat(chunks).toString() };
}

/** Lets so many milliseconds pass. */
function pass(milliseconds: number): void {
  vi.advanceTimersByTime(milliseconds);
}

test('bytes, events a second, alerts and the time that is left, in 80 columns', () => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'Date'] });
  try {
    const folder = folderWith({ 'a.log': Buffer.alloc(10_000_000), 'b.log.gz': Buffer.alloc(10_000_000) });
    const { stream, text } = terminal();
    const files = [`${folder}/a.log`, `${folder}/b.log.gz`];
    const progress = progressOver([{ name: 'set', files }], stream);
    pass(100);
    progress.update(files[0] ?? '', 1_000_000, 100, 0);
    expect(text()).toBe('');
    for (const at of [1, 2, 3, 4]) {
      pass(1000);
      progress.update(files[0] ?? '', at * 2_000_000, at * 1000, at);
    }
    pass(1000);
    progress.update(files[1] ?? '', 4_000_000, 5000, 5);
    pass(200);
    const last = stripVTControlCharacters(text()).split('█').at(-1) ?? '';
    expect(last).toMatch(/^░+ 60% \| 12 of 20 MB \| \d+ events\/s \| 5 alerts \| \d+s left$/);
    expect(20 + last.replace(/░/g, '').length).toBeLessThan(80);
    progress.stop();
    expect(text()).toContain('\x1b[?25h');
  } finally {
    vi.useRealTimers();
  }
});

test('nothing where standard error is no terminal', () => {
  const { stream, text } = terminal();
  const progress = progressOver([], Object.assign(stream, { isTTY: false }));
  progress.update('a', 1, 1, 1);
  progress.stop();
  expect(text()).toBe('');
});
