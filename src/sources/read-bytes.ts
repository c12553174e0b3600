import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/** What was read of a file: its bytes on disk and their SHA-256. */
export interface BytesRead {
  readonly bytes: number;
  readonly sha256: string;
}

/** Called with a piece of the (uncompressed) content; the buffer is reused after the call returns. */
export type OnChunk = (chunk: Buffer, bytesOnDisk: number) => void | Promise<void>;

const CHUNK = 512 * 1024;

/** Reads a file, or standard input for `-`, from start to end; gzip is recognised by its content and unpacked. */
export async function readBytes(path: string, onChunk: OnChunk): Promise<BytesRead> {
  if (path === '-') return readStream(process.stdin, onChunk);
  if (await isGzip(path)) return readStream(createReadStream(path, { highWaterMark: CHUNK }), onChunk, true);
  return readPlain(path, onChunk);
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function readPlain(path: string, onChunk: OnChunk): Promise<BytesRead> {
  const file = await open(path);
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(CHUNK);
  let bytes = 0;
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK, null);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      bytes += bytesRead;
      hash.update(chunk);
      await onChunk(chunk, bytes);
    }
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function readStream(stream: NodeJS.ReadableStream, onChunk: OnChunk, gzip = false): Promise<BytesRead> {
  const hash = createHash('sha256');
  let bytes = 0;
  stream.on('data', (piece: Buffer) => {
    bytes += piece.length;
    hash.update(piece);
  });
  const content = gzip ? stream.pipe(createGunzip({ chunkSize: CHUNK })) : stream;
  if (gzip) stream.on('error', (error) => (content as ReturnType<typeof createGunzip>).destroy(error));
  for await (const piece of content as AsyncIterable<Buffer>) await onChunk(piece, bytes);
  return { bytes, sha256: hash.digest('hex') };
}
