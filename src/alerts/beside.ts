import type { Screen } from '../event/screen.ts';
import type { ColumnName } from '../event/taxonomy.ts';
import { SeenBytes } from '../match/compiled/seen-bytes.ts';
import type { RootFinder } from './roots.ts';

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
   */
  constructor(
    isOpen: (host: string, actingPid: string, time: number) => boolean,
    servers: Pick<RootFinder, 'isServer' | 'mayBeServer'>,
  ) {
    this.#isOpen = isOpen;
    this.#servers = PROCESSES.map(([name, commandLine]) => new SeenServer(name, commandLine, servers));
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

/** So many names are remembered. */
const MOST_NAMES = 1024;

/** Whether a process is a server; asked again only when it is another one. Most names are those of none. */
class SeenServer {
  readonly #name: number;
  readonly #commandLine: number;
  readonly #servers: Pick<RootFinder, 'isServer' | 'mayBeServer'>;
  readonly #names = new SeenBytes();
  readonly #known = new Map<string, boolean>();
  readonly #commandLines = new SeenBytes();
  #mayBe = false;
  #isServer = false;

  constructor(name: number, commandLine: number, servers: Pick<RootFinder, 'isServer' | 'mayBeServer'>) {
    this.#name = name;
    this.#commandLine = commandLine;
    this.#servers = servers;
  }

  isAt(bytes: Buffer, starts: Int32Array, ends: Int32Array): boolean {
    const [from, to] = [starts[this.#name] ?? 0, ends[this.#name] ?? 0];
    const isSameName = this.#names.isAgain(bytes, from, to);
    if (!isSameName) this.#mayBe = this.#mayBeServer(bytes.toString('latin1', from, to));
    if (!this.#mayBe) return false;
    const [start, end] = [starts[this.#commandLine] ?? 0, ends[this.#commandLine] ?? 0];
    if (!this.#commandLines.isAgain(bytes, start, end) || !isSameName)
      this.#isServer = this.#servers.isServer(bytes.toString('latin1', from, to), bytes.toString('latin1', start, end));
    return this.#isServer;
  }

  #mayBeServer(name: string): boolean {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_NAMES) this.#known.clear();
    const answer = this.#servers.mayBeServer(name);
    this.#known.set(name, answer);
    return answer;
  }
}
