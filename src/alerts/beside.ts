import type { Screen, ScreenedValues } from '../event/screen.ts';
import type { ColumnName } from '../event/taxonomy.ts';
import { pidHash } from './pid-hash.ts';
import type { RootFinder } from './roots.ts';

const COLUMNS = [
  'ActingProcessId',
  'ActingProcessName',
  'ActingProcessCommandLine',
  'ParentProcessId',
  'ParentProcessName',
  'ParentProcessCommandLine',
] as const satisfies readonly ColumnName[];

/** The places of the first column of the processes above; the others stand behind it. */
const ACTING = 0;
const PARENT = 3;

/** The incidents that go on, as far as a screen asks for them. The hashes are `pidHash` of the pid of a process. */
export interface OpenIncidents {
  /** Whether one may go on below a server process with such a pid. */
  mayGoOnBelow(hash: number): boolean;
  /** Whether one without a server may go on for a parent with such a pid. */
  mayGoOnFor(hash: number): boolean;
  /** Whether one without a server does, and asks for what else the parent starts. It is asked last, once for an event. */
  isOpen(host: string, actingPid: string, time: number): boolean;
}

/**
 * Screens events that match nothing for those that incidents note: events of a server's descendants, and of a parent
 * whose incident has no server. It looks at the acting process and its parent only.
 */
export class BesideScreen implements Screen {
  readonly columns: readonly ColumnName[] = COLUMNS;
  /** Dvc and time of the event that is screened. */
  #host = '';
  #time = 0;
  readonly #incidents: OpenIncidents;
  readonly #acting: SeenProcess;
  readonly #parent: SeenProcess;

  constructor(incidents: OpenIncidents, servers: Servers) {
    this.#incidents = incidents;
    this.#acting = new SeenProcess(ACTING, servers);
    this.#parent = new SeenProcess(PARENT, servers);
  }

  on(host: string, time: number): this {
    this.#host = host;
    this.#time = time;
    return this;
  }

  mayMatch(values: ScreenedValues): boolean {
    const incidents = this.#incidents;
    const root = this.#parent.isServer(values)
      ? this.#parent
      : this.#acting.isServer(values)
        ? this.#acting
        : undefined;
    // Without a name it may be no process to the event as a whole.
    if (root !== undefined) return !root.hasName(values) || incidents.mayGoOnBelow(root.hash(values));
    if (!incidents.mayGoOnFor(this.#acting.hash(values))) return false;
    const pid = values.bytes.toString('latin1', values.starts[ACTING], values.ends[ACTING]);
    return incidents.isOpen(this.#host, pid, this.#time);
  }
}

/** So many names are remembered. */
const MOST_NAMES = 1024;
const NOT_SEEN = -1;

type Servers = Pick<RootFinder, 'isServer' | 'mayBeServer'>;

/** A process above; whether it is a server is asked again only when it is another one. Most names are those of none. */
class SeenProcess {
  readonly #pid: number;
  readonly #name: number;
  readonly #commandLine: number;
  readonly #servers: Servers;
  readonly #known = new Map<string, boolean>();
  #nameSeen = NOT_SEEN;
  #commandLineSeen = NOT_SEEN;
  #pidSeen = NOT_SEEN;
  #mayBe = false;
  #isServer = false;
  #hash = 0;

  constructor(first: number, servers: Servers) {
    this.#pid = first;
    this.#name = first + 1;
    this.#commandLine = first + 2;
    this.#servers = servers;
  }

  isServer({ bytes, starts, ends, versions }: ScreenedValues): boolean {
    const version = versions[this.#name] ?? 0;
    const [from, to] = [starts[this.#name], ends[this.#name]];
    if (version !== this.#nameSeen) {
      this.#nameSeen = version;
      this.#commandLineSeen = NOT_SEEN;
      this.#mayBe = this.#mayBeServer(bytes.toString('latin1', from, to));
    }
    if (!this.#mayBe) return false;
    const line = versions[this.#commandLine] ?? 0;
    if (line === this.#commandLineSeen) return this.#isServer;
    this.#commandLineSeen = line;
    const text = bytes.toString('latin1', starts[this.#commandLine], ends[this.#commandLine]);
    this.#isServer = this.#servers.isServer(bytes.toString('latin1', from, to), text);
    return this.#isServer;
  }

  hasName({ starts, ends }: ScreenedValues): boolean {
    return starts[this.#name] !== ends[this.#name];
  }

  /** That of its pid. */
  hash({ bytes, starts, ends, versions }: ScreenedValues): number {
    const version = versions[this.#pid] ?? 0;
    if (version !== this.#pidSeen) {
      this.#pidSeen = version;
      this.#hash = pidHash(bytes, starts[this.#pid] ?? 0, ends[this.#pid] ?? 0);
    }
    return this.#hash;
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
