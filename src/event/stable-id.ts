import { createHash } from 'node:crypto';

/** A stable id: the first 32 hexadecimal digits of the SHA-256 of the parts, each with its length in front. */
export function stableId(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts)
    hash
      .update(`${Buffer.byteLength(part)}:`)
      .update(part)
      .update('\n');
  return hash.digest('hex').slice(0, 32);
}
