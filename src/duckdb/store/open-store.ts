import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { count, literal, sql } from '../../kql/sql.ts';
import { Database } from '../database.ts';
import { type Claim, type Claimed, claim, isClaimName } from './claim.ts';
import { makeFolder, UNFINISHED } from './durable.ts';
import { type Manifest, NO_EVENTS, type Part, readManifest, writeManifest } from './manifest.ts';
import { claimedProblem, failedProblem, manifestProblem } from './store-problem.ts';
import { sweep, withoutExpired } from './sweep.ts';

/** Tries, and the most milliseconds between them: two who come together must not both give up. */
const TRIES = 3;
const PAUSE = 100;
/** What the database may keep in memory, in megabytes; the rest goes to the disk. */
const MEMORY = 512;

/** A store that this process has claimed for writing. */
export class OpenStore {
  readonly folder: string;
  readonly #claim: Claim;
  readonly #database: Database;
  #manifest: Manifest;

  private constructor(folder: string, held: Claim, database: Database, manifest: Manifest) {
    this.folder = folder;
    this.#claim = held;
    this.#database = database;
    this.#manifest = manifest;
  }

  /**
   * Claims the store in a folder, and puts away what a killed writer left.
   * @param isNew whether the folder may be new or empty
   */
  static async open(folder: string, isNew: boolean): Promise<OpenStore | Diagnostic> {
    try {
      if (isNew) makeFolder(folder);
      else if (readManifest(folder) === 'none') return manifestProblem(folder, 'none');
      const held = await claimPatiently(folder);
      if ('file' in held) return claimedProblem(folder, held);
      return await claimed(folder, held, (database, manifest) => new OpenStore(folder, held, database, manifest));
    } catch (error) {
      return failedProblem(folder, error);
    }
  }

  get connection(): DuckDBConnection {
    return this.#database.connection;
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  /** Adds parts and takes parts away, in one step for all readers. What is told as stored is so after this. */
  change(added: readonly Part[], removed: readonly Part[], now = Date.now()): void {
    const gone = new Set(removed.map(({ file }) => file));
    const { version, generation, parts, superseded } = withoutExpired(this.#manifest, now);
    const manifest = {
      version,
      generation: generation + 1,
      parts: [...parts.filter(({ file }) => !gone.has(file)), ...added],
      superseded: [...superseded, ...removed.map(({ file }) => ({ file, at: now }))],
    };
    writeManifest(this.folder, manifest);
    this.#manifest = manifest;
  }

  /** Lets others write. What was not stored yet is forgotten. */
  close(): void {
    this.#database.close();
    this.release();
  }

  /** Gives the claim back, for a process that is about to end. */
  release(): void {
    rmSync(join(this.folder, SPILL), { recursive: true, force: true });
    this.#claim.release();
  }
}

/** Where the database puts what does not fit into memory. */
const SPILL = '.spill';

async function claimPatiently(folder: string): Promise<Claim | Claimed> {
  for (let tried = 1; ; tried += 1) {
    const held = claim(folder);
    if (!('file' in held) || tried === TRIES) return held;
    await sleep(Math.random() * PAUSE);
  }
}

async function claimed(
  folder: string,
  held: Claim,
  open: (database: Database, manifest: Manifest) => OpenStore,
): Promise<OpenStore | Diagnostic> {
  let isOpen = false;
  try {
    const found = readManifest(folder);
    if (found === 'none' && isForeign(folder)) return report('store-foreign', undefined, { path: folder });
    if (found === 'damaged' || found === 'newer') return manifestProblem(folder, found);
    if (found === 'none') writeManifest(folder, NO_EVENTS);
    const manifest = found === 'none' ? NO_EVENTS : withoutExpired(found, Date.now());
    if (found !== 'none' && manifest.superseded.length < found.superseded.length) writeManifest(folder, manifest);
    sweep(folder, manifest, Date.now());
    const store = open(await databaseFor(folder), manifest);
    isOpen = true;
    return store;
  } finally {
    if (!isOpen) held.release();
  }
}

/** Whether there is something that is not a store's, nor the beginning of one. */
function isForeign(folder: string): boolean {
  return readdirSync(folder).some((name) => !isClaimName(name) && name !== `manifest.json${UNFINISHED}`);
}

async function databaseFor(folder: string): Promise<Database> {
  const spill = join(folder, SPILL);
  rmSync(spill, { recursive: true, force: true });
  const database = await Database.open();
  await database.connection.run(sql`SET memory_limit = ${literal(`${MEMORY}MB`)}`.text);
  await database.connection.run(sql`SET temp_directory = ${literal(spill)}`.text);
  await database.connection.run(sql`SET threads = ${count(2)}`.text);
  return database;
}
