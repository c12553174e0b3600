import type { ProcessEvent } from '../event/process-event.ts';
import type { ProcessNode } from '../event/process-node.ts';
import type { Screen } from '../event/screen.ts';
import type { Level } from '../sigma/ir.ts';
import { alertOf, type Match } from './alert.ts';
import { BesideScreen } from './beside.ts';
import { stableId } from './identity.ts';
import type { Alert, Incident } from './model.ts';
import { OpenByKey } from './open-by-key.ts';
import type { RootFinder } from './roots.ts';
import { buildTree, type TreeEntry, treeEntry } from './tree.ts';

/** Without a known server above them, alerts of one parent pid are one incident until it is quiet this long. */
const GAP_MILLIS = 15 * 60 * 1000;

/** What is kept for the report; all the rest is counted. */
const LIMITS = { incidents: 1000, alertsEach: 100, alerts: 1500, entriesEach: 300, entries: 10_000 };

const LEVELS: Readonly<Record<Level, number>> = { informational: 0, low: 1, medium: 2, high: 3, critical: 4 };

interface OpenIncident {
  readonly id: string;
  readonly key: string;
  readonly host: string;
  readonly root: ProcessNode | null;
  readonly users: Set<string>;
  readonly alerts: Alert[];
  readonly entries: TreeEntry[];
  level: Level;
  firstTime: number;
  lastTime: number;
  alertCount: number;
  /** Executions not kept, up to the last alert; `unsure` came after it. */
  omitted: number;
  unsure: number;
}

/** Groups alerts into incidents, and notes what else ran under the same server in between. */
export class Incidents {
  readonly #roots: RootFinder;
  readonly #beside: BesideScreen;
  /** By host and root, or host and parent pid: the incident that goes on. */
  readonly #open = new OpenByKey<OpenIncident>();
  readonly #all: OpenIncident[] = [];
  #alerts = 0;
  #entries = 0;
  /** Incidents that are not kept because there are too many. */
  omitted = 0;

  constructor(roots: RootFinder) {
    this.#roots = roots;
    this.#beside = new BesideScreen(
      {
        mayGoOnBelow: (hash) => this.#open.mayGoOnBelow(hash),
        mayGoOnFor: (hash) => this.mayGoOnFor(hash),
        isOpen: (host, pid, time) => this.#asksFor(parentKey(host, pid), time),
      },
      roots,
    );
  }

  /** The screen of the events of a host that `add` must see although they match nothing; undefined if there are none. */
  besideAlert(host: string, time: number): Screen | undefined {
    return this.#open.size === 0 ? undefined : this.#beside.on(host, time);
  }

  /** Whether an event that matches nothing is to be noted in an incident; where it is only counted, it is counted here. */
  #asksFor(key: string, time: number): boolean {
    const incident = this.#open.get(key);
    if (incident === undefined || isOver(incident, { time })) return false;
    if (!this.#isFull(incident, LIMITS.entriesEach)) return true;
    incident.unsure += 1;
    return false;
  }

  /** Whether an incident with this `keyOf` goes on, so that its events are noted although they match nothing. */
  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  /** Whether an incident without a server may go on for a parent with a pid of this `pidHash`. */
  mayGoOnFor(hash: number): boolean {
    return this.#open.mayGoOnFor(hash);
  }

  #isFull(incident: OpenIncident, room: number): boolean {
    return incident.entries.length >= room || this.#entries >= LIMITS.entries;
  }

  /** Takes an event with all its matches, also if there are none, and returns the alerts. */
  add(event: ProcessEvent, matches: readonly Match[]): Alert[] {
    if (matches.length === 0 && this.#open.size === 0) return [];
    const root = this.#roots.above(event.process);
    const key = keyOf(event, root);
    const shown = matches.some((match) => match.excludedBy === null);
    const incident = shown ? this.#incidentFor(event, root, key) : this.#open.get(key);
    const alerts = matches.map((match) => alertOf(match, incident?.id ?? newId(event, root)));
    if (incident !== undefined && !isOver(incident, event)) this.#note(incident, event, alerts);
    return alerts;
  }

  /**
   * Takes an alert that comes behind its time, with the events that led to it, and returns it. It joins the incident of
   * its event, as if it had been raised with it.
   */
  addLater(event: ProcessEvent, before: readonly ProcessEvent[], alertIn: (incident: string) => Alert): Alert {
    const root = this.#roots.above(event.process);
    const key = keyOf(event, root);
    const incident = this.#around(event, key) ?? this.#begin(event, root, key);
    const alert = alertIn(incident.id);
    for (const each of before) if (keyOf(each, this.#roots.above(each.process)) === key) this.#draw(incident, each);
    this.#note(incident, event, [alert]);
    return alert;
  }

  /** The incident that an earlier event belongs to: one that has ended may be followed by others with its key. */
  #around(event: ProcessEvent, key: string): OpenIncident | undefined {
    const isAround = (incident: OpenIncident): boolean =>
      incident.root !== null || (!isOver(incident, event) && !isAhead(incident, event));
    const open = this.#open.get(key);
    if (open !== undefined && isAround(open)) return open;
    return this.#all.find((incident) => incident.key === key && isAround(incident));
  }

  /** Adds an event that led to an alert to the tree, if it is not there yet. */
  #draw(incident: OpenIncident, event: ProcessEvent): void {
    incident.firstTime = Math.min(incident.firstTime, event.time);
    const { process, time } = event;
    if (incident.entries.some((entry) => entry.process === process && entry.time === time)) return;
    if (incident.entries.length >= LIMITS.entriesEach || this.#entries >= LIMITS.entries) incident.omitted += 1;
    else {
      incident.entries.push(treeEntry(event, []));
      this.#entries += 1;
    }
  }

  /** The incidents, oldest first. */
  finish(): Incident[] {
    return this.#all.sort((a, b) => a.firstTime - b.firstTime).map(incidentOf);
  }

  #incidentFor(event: ProcessEvent, root: ProcessNode | null, key: string): OpenIncident {
    const open = this.#open.get(key);
    return open !== undefined && !isOver(open, event) ? open : this.#begin(event, root, key);
  }

  #begin(event: ProcessEvent, root: ProcessNode | null, key: string): OpenIncident {
    const incident: OpenIncident = {
      id: newId(event, root),
      key,
      host: event.columns.Dvc,
      root,
      users: new Set(),
      alerts: [],
      entries: [],
      level: 'informational',
      firstTime: event.time,
      lastTime: event.time,
      alertCount: 0,
      omitted: 0,
      unsure: 0,
    };
    const open = this.#open.get(key);
    if (open === undefined || open.lastTime < event.time) this.#open.set(key, incident);
    if (this.#all.length < LIMITS.incidents) this.#all.push(incident);
    else this.#forgetOldest();
    return incident;
  }

  /** Too many incidents: this one keeps its id for its alerts, the report only counts it. */
  #forgetOldest(): void {
    this.omitted += 1;
    if (this.#open.size > LIMITS.incidents * 2) this.#open.forgetOldest();
  }

  #note(incident: OpenIncident, event: ProcessEvent, alerts: readonly Alert[]): void {
    const shown = alerts.filter((alert) => alert.excludedBy === null);
    for (const alert of shown) this.#count(incident, event, alert);
    const room = LIMITS.entriesEach + (shown.length > 0 ? LIMITS.alertsEach : 0);
    if (!this.#isFull(incident, room)) {
      incident.entries.push(
        treeEntry(
          event,
          shown.map((alert) => alert.id),
        ),
      );
      this.#entries += 1;
    } else incident.unsure += 1;
    if (shown.length > 0) {
      incident.omitted += incident.unsure;
      incident.unsure = 0;
    }
  }

  #count(incident: OpenIncident, event: ProcessEvent, alert: Alert): void {
    incident.alertCount += 1;
    incident.lastTime = Math.max(incident.lastTime, event.time);
    incident.firstTime = Math.min(incident.firstTime, event.time);
    if (LEVELS[alert.rule.level] > LEVELS[incident.level]) incident.level = alert.rule.level;
    if (alert.user !== null) incident.users.add(alert.user);
    if (incident.alerts.length < LIMITS.alertsEach && this.#alerts < LIMITS.alerts) {
      incident.alerts.push(alert);
      this.#alerts += 1;
    }
  }
}

/** What tells incidents apart: the server process of a host, or the parent pid where there is none. */
export function keyOf(event: ProcessEvent, root: ProcessNode | null): string {
  const { Dvc, ActingProcessId } = event.columns;
  return root === null ? parentKey(Dvc, ActingProcessId ?? '') : `${Dvc}\n${root.key}`;
}

export function parentKey(host: string, actingPid: string): string {
  return `${host}\n?${actingPid}`;
}

/** The id is that of the server process, or of the first alert where there is none. */
function newId(event: ProcessEvent, root: ProcessNode | null): string {
  const { Dvc, ActingProcessId = '', EventOriginalUid } = event.columns;
  return root === null
    ? stableId(['incident', Dvc, ActingProcessId, EventOriginalUid])
    : stableId(['incident', Dvc, root.key]);
}

function isOver(incident: OpenIncident, event: Pick<ProcessEvent, 'time'>): boolean {
  return incident.root === null && event.time - incident.lastTime > GAP_MILLIS;
}

/** Whether the event is so much earlier that the incident is another one. */
function isAhead(incident: OpenIncident, event: ProcessEvent): boolean {
  return incident.firstTime - event.time > GAP_MILLIS;
}

function incidentOf(open: OpenIncident): Incident {
  const entries = open.entries.filter((entry) => entry.time <= open.lastTime).sort((a, b) => a.time - b.time);
  return {
    id: open.id,
    host: open.host,
    root: open.root === null ? null : (open.root.lineage[0] ?? null),
    level: open.level,
    users: [...open.users].sort(),
    firstTime: new Date(open.firstTime).toISOString(),
    lastTime: new Date(open.lastTime).toISOString(),
    alerts: open.alerts.sort((a, b) => Date.parse(a.time) - Date.parse(b.time)),
    alertCount: open.alertCount,
    tree: buildTree(entries, open.root),
    omitted: open.omitted,
  };
}
