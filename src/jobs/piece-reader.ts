import { BesideScreen } from '../alerts/beside.ts';
import { keyOf } from '../alerts/incidents.ts';
import { RootFinder } from '../alerts/roots.ts';
import { SourceText } from '../diagnostic/source-text.ts';
import type { Demand } from '../event/demand.ts';
import type { ProcessEvent } from '../event/process-event.ts';
import type { EventFormat, OpenFormat } from '../formats/format.ts';
import { formats } from '../formats/registry.ts';
import { asksRecords, loadRuleset, matchesAny, ofLevel, type Ruleset, screenOf } from '../ruleset.ts';
import { LineSplitter } from '../sources/lines.ts';
import { besidePid, difference, PieceLines, snapshot, type Verdict } from './piece-lines.ts';
import type { JobSetup, RuleText, Task, TaskResult } from './protocol.ts';

/** Looks through pieces of logs for the lines that may matter, in a worker or beside some. */
export class PieceReader {
  readonly #setup: JobSetup;
  readonly #rules: Ruleset;
  readonly #demand: Demand;
  readonly #roots: RootFinder;
  readonly #open = new Map<string, OpenFormat>();
  /** Hosts on which something has matched, as far as it is known here. */
  readonly #hosts = new Set<string>();
  readonly #dismissed = new Set<string>();
  #lines = new PieceLines();
  /** What the line at hand is; undefined if it is not given. */
  #verdict: Verdict | undefined;

  /** @param rules those of the setup, of its level, where they are loaded already */
  constructor(setup: JobSetup, rules: Ruleset = rulesOf(setup)) {
    this.#setup = setup;
    this.#rules = rules;
    this.#roots = new RootFinder(setup.roots);
    this.#demand = this.#makeDemand();
  }

  read({ format, bytes, length, offset, hosts }: Task): TaskResult {
    for (const host of hosts) this.#hosts.add(host);
    this.#dismissed.clear();
    this.#lines = new PieceLines();
    const reader = this.#readerOf(format);
    reader.file('');
    const before = snapshot(reader.counts);
    this.#push(reader, Buffer.from(bytes.buffer, 0, length), offset);
    const counts = difference(reader.counts, before);
    return { counts, ...this.#lines.taken(), dismissedHosts: [...this.#dismissed] };
  }

  #push(reader: OpenFormat, piece: Buffer, offset: number): void {
    let line = 0;
    const note = (start: number, end: number): void => {
      if (this.#verdict !== undefined) this.#lines.add(start, end, line, this.#verdict);
      line += 1;
    };
    const splitter = new LineSplitter(
      (buffer, start, end, place) => {
        this.#verdict = undefined;
        reader.line(buffer, start, end, { offset: offset + place.offset, line: place.line });
        note(place.offset, place.offset + end - start);
      },
      (size, place) => {
        this.#verdict = undefined;
        reader.longLine(size, place);
        note(place.offset, place.offset + size);
      },
    );
    splitter.push(piece);
    splitter.end();
  }

  #readerOf(name: string): OpenFormat {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const format = formats.find((each): each is EventFormat => each.kind === 'events' && each.name === name);
    if (format === undefined) throw new Error(`no format of events named ${name}`);
    const { host, users } = this.#setup;
    const open = format.open({
      host,
      users,
      log: '',
      demand: this.#demand,
      onEvent: (event) => this.#event(event),
      onProblem: () => {
        this.#verdict = -1;
      },
    });
    this.#open.set(name, open);
    return open;
  }

  #event(event: ProcessEvent): void {
    const { Dvc } = event.columns;
    const { since, until } = this.#setup;
    if (event.time >= since && event.time <= until && matchesAny(this.#rules, event)) {
      this.#hosts.add(Dvc);
      this.#verdict = -1;
    } else if (this.#hosts.has(Dvc)) this.#verdict = keyOf(event, this.#roots.above(event.process));
    else this.#dismissed.add(Dvc);
  }

  #makeDemand(): Demand {
    const auditRecords = asksRecords(this.#rules);
    const screen = screenOf(this.#rules);
    if (screen === undefined) return { auditRecords };
    const incidents = {
      mayGoOnBelow: () => true,
      mayGoOnFor: (hash: number) => {
        this.#verdict = besidePid(hash);
        return false;
      },
      isOpen: () => false,
    };
    const beside = new BesideScreen(incidents, this.#roots);
    const besideAlert = (host: string, time: number): BesideScreen | undefined => {
      if (this.#hosts.has(host)) return beside.on(host, time);
      this.#dismissed.add(host);
      return undefined;
    };
    return { auditRecords, interest: { screen, besideAlert } };
  }
}

function rulesOf({ rules, pipelines, lineage, level }: JobSetup): Ruleset {
  return ofLevel(loadRuleset(textsOf(rules), lineage, textsOf(pipelines)), level);
}

function textsOf(texts: readonly RuleText[]): SourceText[] {
  return texts.map(({ name, text }) => new SourceText(name, text));
}
