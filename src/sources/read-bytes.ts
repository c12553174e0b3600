import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/** What was read of a file: its bytes on disk and their SHA-256, or NOT_HASHED where it was not asked for. */
export interface BytesRead {
  readonly bytes: number;
  readonly sha256: string;
}

/** Called with a piece of the (uncompressed) content; the buffer is reused after the call returns. */
export type OnChunk = (chunk: Buffer, bytesOnDisk: number) => void | Promise<void>;

const CHUNK = 512 * 1024;

/** Stands for a hash that nobody asked for. */
export const NOT_HASHED = 'not computed';

/** Takes the bytes of a file as they come. Hashing takes about as long as looking for rules in the bytes does. */
interface Fingerprint {
  update(bytes: Buffer): unknown;
  digest(encoding: 'hex'): string;
}

const NO_FINGERPRINT: Fingerprint = { update: () => undefined, digest: () => NOT_HASHED };

function fingerprintOf(isHashed: boolean): Fingerprint {
  return isHashed ? createHash('sha256') : NO_FINGERPRINT;
}

/** Reads a file, a pipe, or standard input for `-`, from start to end; gzip is recognised by its content and unpacked. */
export async function readBytes(path: string, onChunk: OnChunk, isHashed = true): Promise<BytesRead> {
  if (path === '-') return readStream(process.stdin, onChunk, fingerprintOf(isHashed));
  const file = await open(path);
  const hash = fingerprintOf(isHashed);
  try {
    const plain = (await file.stat()).isFile() && !(await isGzip(file));
    return plain ? await readPlain(file, onChunk, hash) : await readStream(streamOf(file, path), onChunk, hash);
  } finally {
    await file.close();
  }
}

/** The file stays open for its owner; a pipe is read from its start, which nobody has touched. */
function streamOf(file: FileHandle, path: string): NodeJS.ReadableStream {
  return createReadStream(path, { fd: file.fd, autoClose: false, highWaterMark: CHUNK });
}

async function isGzip(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && startsAsGzip(buffer);
}

function startsAsGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function readPlain(file: FileHandle, onChunk: OnChunk, hash: Fingerprint): Promise<BytesRead> {
  const buffer = Buffer.allocUnsafeSlow(CHUNK);
  for (let bytes = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK, bytes);
    if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
    const chunk = buffer.subarray(0, bytesRead);
    bytes += bytesRead;
    hash.update(chunk);
    await onChunk(chunk, bytes);
  }
}

async function readStream(stream: NodeJS.ReadableStream, onChunk: OnChunk, hash: Fingerprint): Promise<BytesRead> {
  const counted = new Counted(stream, hash);
  const first = await counted.next(2);
  const content = startsAsGzip(first) ? unpacked(counted, first) : counted.all(first);
  for await (const piece of content) await onChunk(piece, counted.bytes);
  return { bytes: counted.bytes, sha256: counted.hash.digest('hex') };
}

/** The pieces of a stream, counted and hashed as they are taken. */
class Counted {
  bytes = 0;
  readonly hash: Fingerprint;
  readonly #pieces: AsyncIterator<Buffer>;

  constructor(stream: NodeJS.ReadableStream, hash: Fingerprint) {
    this.hash = hash;
    this.#pieces = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** At least so many bytes, or what there is. */
  async next(least = 1): Promise<Buffer> {
    let taken: Buffer = Buffer.alloc(0);
    while (taken.length < least) {
      const { done, value } = await this.#pieces.next();
      if (done === true) break;
      this.bytes += value.length;
      this.hash.update(value);
      taken = taken.length === 0 ? value : Buffer.concat([taken, value]);
    }
    return taken;
  }

  async *all(first: Buffer): AsyncGenerator<Buffer> {
    for (let piece = first; piece.length > 0; piece = await this.next()) yield piece;
  }
}

async function* unpacked(counted: Counted, first: Buffer): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const feeding = pump(counted.all(first), gunzip);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
    await feeding;
  } finally {
    gunzip.destroy();
  }
}

/** Writes as fast as the receiver takes; what goes wrong on the way is the receiver's error. */
async function pump(pieces: AsyncIterable<Buffer>, to: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (to.destroyed) return;
      if (!to.write(piece)) await new Promise<void>((resolve) => to.once('drain', resolve).once('close', resolve));
    }
    to.end();
  } catch (error) {
    to.destroy(error as Error);
  }
}
