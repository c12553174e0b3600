import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { type BytesRead, readBytes } from './read-bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'shellhound-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(name: string, content: Buffer): Promise<{ text: string; read: BytesRead; told: number[] }> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const pieces: Buffer[] = [];
  const told: number[] = [];
  const result = await readBytes(path, (chunk, bytesOnDisk) => {
    pieces.push(Buffer.from(chunk));
    told.push(bytesOnDisk);
  });
  return { text: Buffer.concat(pieces).toString('latin1'), read: result, told };
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

describe('bytes', () => {
  test.each([
    ['empty', Buffer.alloc(0)],
    ['one byte', Buffer.from('x')],
    ['small', Buffer.from('hello\n')],
    ['several chunks', Buffer.alloc(1_300_000, 'abc')],
    ['the first byte of gzip alone', Buffer.from([0x1f])],
  ])('%s', async (_, content) => {
    const { text, read: result, told } = await read('plain.log', content);
    expect(text).toBe(content.toString('latin1'));
    expect(result).toEqual({ bytes: content.length, sha256: sha256(content) });
    expect(told.at(-1) ?? 0).toBe(content.length);
  });

  test('gzip, by content and not by name', async () => {
    const content = Buffer.alloc(2_000_000, 'audit ');
    const packed = gzipSync(content);
    for (const name of ['x.gz', 'x.log']) {
      const { text, read: result } = await read(name, packed);
      expect(text).toBe(content.toString('latin1'));
      expect(result).toEqual({ bytes: packed.length, sha256: sha256(packed) });
    }
    expect((await read('plain.gz', Buffer.from('not packed'))).text).toBe('not packed');
  });
  test('gzip of nothing', async () => expect((await read('empty.gz', gzipSync(''))).text).toBe(''));
  test('two gzip members', async () => {
    const packed = Buffer.concat([gzipSync('one\n'), gzipSync('two\n')]);
    expect((await read('two.gz', packed)).text).toBe('one\ntwo\n');
  });
  test('gzip that is cut or damaged is an error', async () => {
    const packed = gzipSync(Buffer.from('x'.repeat(1000)));
    await expect(read('cut.gz', packed.subarray(0, -4))).rejects.toThrow();
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 12);
    await expect(read('damaged.gz', damaged)).rejects.toThrow();
  });
  test('a slow receiver is waited for', async () => {
    const path = join(folder, 'slow.log');
    writeFileSync(path, Buffer.alloc(1_200_000));
    let busy = false;
    await readBytes(path, async () => {
      expect(busy).toBe(false);
      busy = true;
      await new Promise((resolve) => setTimeout(resolve, 5));
      busy = false;
    });
  });
  test('an error of the receiver ends the reading', async () => {
    const path = join(folder, 'error.log');
    writeFileSync(path, 'x');
    await expect(
      readBytes(path, () => {
        throw new Error('mine');
      }),
    ).rejects.toThrow('mine');
  });
  test('no such file', async () => {
    await expect(readBytes(join(folder, 'none'), () => undefined)).rejects.toThrow('ENOENT');
    await expect(readBytes(folder, () => undefined)).rejects.toThrow('EISDIR');
  });
});
