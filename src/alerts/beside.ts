import type { Screen } from '../event/screen.ts';
import type { ColumnName } from '../event/taxonomy.ts';
import { SeenBytes } from '../match/compiled/seen-bytes.ts';

const COLUMNS = [
  'ActingProcessId',
  'ActingProcessName',
  'ActingProcessCommandLine',
  'ParentProcessName',
  'ParentProcessCommandLine',
] as const satisfies readonly ColumnName[];

/** The places of name and command line of the processes above. */
const PROCESSES = [
  [1, 2],
  [3, 4],
] as const;

/**
 * Screens events that match nothing for those that incidents note: events of a server's descendants, and of a parent
 * whose incident has no server. It looks at the acting process and its parent only.
 */
export class BesideScreen implements Screen {
  readonly columns: readonly ColumnName[] = COLUMNS;
  /** Dvc and time of the event that is screened. */
  #host = '';
  #time = 0;
  readonly #isOpen: (host: string, actingPid: string, time: number) => boolean;
  readonly #servers: readonly SeenServer[];

  /**
   * @param isOpen whether an incident without a server that goes on for a parent asks for what else the parent starts;
   * it is asked last, once for an event
   * @param isServer whether an image is that of a server
   */
  constructor(
    isOpen: (host: string, actingPid: string, time: number) => boolean,
    isServer: (name: string, commandLine: string) => boolean,
  ) {
    this.#isOpen = isOpen;
    const known = new KnownImages(isServer);
    this.#servers = PROCESSES.map(([name, commandLine]) => new SeenServer(name, commandLine, known));
  }

  on(host: string, time: number): this {
    this.#host = host;
    this.#time = time;
    return this;
  }

  mayMatch(bytes: Buffer, starts: Int32Array, ends: Int32Array): boolean {
    for (const server of this.#servers) if (server.isAt(bytes, starts, ends)) return true;
    return this.#isOpen(this.#host, bytes.toString('latin1', starts[0], ends[0]), this.#time);
  }
}

/** So many images are remembered. */
const MOST_IMAGES = 4096;
/** Longer command lines are asked about each time. */
const LONGEST = 1024;

/** Whether images are servers; programs are mostly started by the same ones. */
class KnownImages {
  readonly #isServer: (name: string, commandLine: string) => boolean;
  readonly #known = new Map<string, boolean>();

  constructor(isServer: (name: string, commandLine: string) => boolean) {
    this.#isServer = isServer;
  }

  isServer(name: string, commandLine: string): boolean {
    if (name.length + commandLine.length > LONGEST) return this.#isServer(name, commandLine);
    const key = `${name.length} ${name}${commandLine}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_IMAGES) this.#known.clear();
    const answer = this.#isServer(name, commandLine);
    this.#known.set(key, answer);
    return answer;
  }
}

/** Whether a process is a server; asked again only when it is another one. */
class SeenServer {
  readonly #name: number;
  readonly #commandLine: number;
  readonly #images: KnownImages;
  readonly #names = new SeenBytes();
  readonly #commandLines = new SeenBytes();
  #answer = false;

  constructor(name: number, commandLine: number, images: KnownImages) {
    this.#name = name;
    this.#commandLine = commandLine;
    this.#images = images;
  }

  isAt(bytes: Buffer, starts: Int32Array, ends: Int32Array): boolean {
    const [name, commandLine] = [this.#name, this.#commandLine];
    const isSameName = this.#names.isAgain(bytes, starts[name] ?? 0, ends[name] ?? 0);
    const isSameLine = this.#commandLines.isAgain(bytes, starts[commandLine] ?? 0, ends[commandLine] ?? 0);
    if (isSameName && isSameLine) return this.#answer;
    this.#answer = this.#images.isServer(
      bytes.toString('latin1', starts[name], ends[name]),
      bytes.toString('latin1', starts[commandLine], ends[commandLine]),
    );
    return this.#answer;
  }
}
