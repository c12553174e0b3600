import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { AsimColumns } from '../../src/event/process-event.ts';
import { captureFolders, readCapture } from './truth.ts';

/** Events must not depend on the order of records within the window, nor on how a log is cut into files. */

const repository = fileURLToPath(new URL('../..', import.meta.url));
const LARGE = 5_000_000;
const captures = [
  ...captureFolders(join(repository, 'hunts/linux-webshell/captures')),
  ...captureFolders(join(repository, '../shared/telemetry')),
].filter((folder) => textOf(folder).length < LARGE);
const scratch = mkdtempSync(join(tmpdir(), 'shellhound-order-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function textOf(folder: string): string {
  const name = readdirSync(folder).find((each) => each.startsWith('audit.log')) ?? '';
  const bytes = readFileSync(join(folder, name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
}

let files = 0;

function folderWith(parts: Readonly<Record<string, string>>): string {
  files += 1;
  const folder = mkdtempSync(join(scratch, `${files}-`));
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text, 'latin1');
    writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(bytes) : bytes);
  }
  return folder;
}

async function columnsOf(folder: string): Promise<AsimColumns[]> {
  const { events, result } = await readCapture([folder]);
  expect(result.counts).toMatchObject({ lost: 0, skipped: 0, incomplete: 0 });
  return events.map(({ columns }) => columns);
}

/** Shuffles lines within blocks of a length, by a seed. */
function shuffled(lines: readonly string[], block: number, seed: number): string[] {
  let state = seed >>> 0;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
  const result: string[] = [];
  for (let from = 0; from < lines.length; from += block) {
    const part = lines.slice(from, from + block);
    for (let at = part.length - 1; at > 0; at -= 1) {
      const other = random(at + 1);
      [part[at], part[other]] = [part[other] ?? '', part[at] ?? ''];
    }
    result.push(...part);
  }
  return result;
}

describe.each(captures.map((folder) => [basename(folder), folder]))('%s', (_, folder = '') => {
  const lines = textOf(folder)
    .split('\n')
    .filter((line) => line !== '');
  const wanted = columnsOf(folderWith({ 'audit.log': `${lines.join('\n')}\n` }));

  it('gives the same events from shuffled records', async () => {
    const expected = await wanted;
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 2, max: 1000 }), async (seed, block) => {
        const text = `${shuffled(lines, block, seed).join('\n')}\n`;
        expect(await columnsOf(folderWith({ 'audit.log': text }))).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it('gives the same events from rotated and packed parts, cut anywhere', async () => {
    const expected = await wanted;
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (one, other) => {
        const [first = 0, second = 0] = [one % lines.length, other % lines.length].sort((a, b) => a - b);
        const parts = {
          'audit.log.2.gz': `${lines.slice(0, first).join('\n')}\n`,
          'audit.log.1': `${lines.slice(first, second).join('\n')}\n`,
          'audit.log': lines.slice(second).join('\n'),
        };
        expect(await columnsOf(folderWith(parts))).toEqual(expected);
      }),
      { numRuns: 3 },
    );
  });
});
