import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile, UNFINISHED } from './durable.ts';
import { hasEnded, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** The right to write to a store, until it is released or its process ends. */
export interface Claim {
  release(): void;
}

/** Who writes already: the file with the claim, and what it says. */
export interface Claimed {
  readonly file: string;
  readonly by: ProcessIdentity | undefined;
}

const CLAIM = /^writer-[0-9a-f]{16}\.lock$/;

/** Whether a name in a store's folder is that of a claim, finished or not. */
export function isClaimName(name: string): boolean {
  return CLAIM.test(name.endsWith(UNFINISHED) ? name.slice(0, -UNFINISHED.length) : name);
}

/**
 * Claims a store for this process. Everyone who wants to write puts down a file of their own first, and looks for those of
 * others then: of two who come at the same time, at least one sees the other. A file whose process has ended is removed;
 * since its name never comes again, nobody can remove a claim that holds by mistake.
 */
export function claim(folder: string): Claim | Claimed {
  const own = `writer-${randomBytes(8).toString('hex')}.lock`;
  const path = join(folder, own);
  const release = (): void => rmSync(path, { force: true });
  replaceFile(path, `${JSON.stringify(ownIdentity())}\n`);
  const other = others(folder, own);
  if (other === undefined) return { release };
  release();
  return other;
}

function others(folder: string, own: string): Claimed | undefined {
  for (const name of readdirSync(folder)) {
    if (!CLAIM.test(name) || name === own) continue;
    const file = join(folder, name);
    const by = identityIn(file);
    if (by === 'gone') continue;
    if (by !== undefined && hasEnded(by)) rmSync(file, { force: true });
    else return { file, by };
  }
  return undefined;
}

/** `gone` where the file was released meanwhile; undefined where it cannot be understood. */
function identityIn(file: string): ProcessIdentity | undefined | 'gone' {
  try {
    const { pid, started, host, boot, space } = JSON.parse(readFileSync(file, 'utf8'));
    const isWhole = Number.isSafeInteger(pid) && [started, host, boot, space].every((each) => typeof each === 'string');
    return isWhole ? { pid, started, host, boot, space } : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : undefined;
  }
}
