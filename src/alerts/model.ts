import type { Ancestor } from '../event/ancestor.ts';
import type { Origin } from '../event/origin.ts';
import type { AsimColumns } from '../event/process-event.ts';
import type { Evidence } from '../match/evidence.ts';
import type { CorrelationType } from '../sigma/correlation/ir.ts';
import type { Level } from '../sigma/ir.ts';

/** A rule that matched an event, or a correlation that held: then the event is that of its last match. The JSON output prints these keys in this order; docs/json.md describes them. */
export interface Alert {
  /**
   * Hash of rule id, Dvc, EventOriginalUid and TargetProcessId: the same in a file, live and in Sentinel. Of a correlation,
   * hash of rule id, the values that it is grouped by, and the sorted ids of its matches.
   */
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly rule: {
    readonly id: string;
    readonly title: string;
    readonly level: Level;
    readonly tags: readonly string[];
  };
  readonly host: string;
  readonly user: string | null;
  readonly process: {
    readonly pid: string;
    readonly name: string;
    readonly commandLine: string | null;
    readonly currentDirectory: string | null;
  };
  /** Nearest parent first. */
  readonly lineage: readonly Ancestor[];
  readonly matched: readonly Evidence[];
  /** Only where the rule is a correlation. */
  readonly correlation?: AlertCorrelation;
  /** Id of the filter that excludes it, or null. */
  readonly excludedBy: string | null;
  /** Id of the incident it belongs to. */
  readonly incident: string;
  readonly event: AsimColumns;
  readonly origin: Origin;
}

/** What a correlation counted. */
export interface AlertCorrelation {
  readonly type: CorrelationType;
  /** What must hold of the value, as the rule says it: `gte 3`, or several joined by `and`. */
  readonly condition: string;
  /** As the rule writes it: `5m`. */
  readonly timespan: string;
  /** Null for a value that is absent. */
  readonly groupBy: readonly { readonly field: string; readonly value: string | null }[];
  /** What was measured of the matches. */
  readonly value: number;
  /** RFC 3339 of the first and the last match. */
  readonly from: string;
  readonly to: string;
  /** Ids of the matches' alerts, raised or not, oldest first; at most a fixed number. `memberCount` counts all. */
  readonly members: readonly string[];
  readonly memberCount: number;
  /** The newest matches, oldest first; at most a fixed number. */
  readonly newest: readonly CorrelatedMatch[];
}

/** A match that a correlation counted; of another correlation, its last event. */
export interface CorrelatedMatch {
  readonly id: string;
  readonly time: string;
  readonly rule: { readonly id: string; readonly title: string };
  readonly pid: string;
  readonly name: string;
  readonly commandLine: string | null;
}

/** A process in an incident's tree, with what it started. */
export interface TreeNode {
  readonly pid: string;
  /** Null where the log does not show the image. */
  readonly name: string | null;
  readonly commandLine: string | null;
  /** RFC 3339, or null where the start was not recorded. */
  readonly time: string | null;
  readonly user: string | null;
  readonly inferred: boolean;
  readonly reparented: boolean;
  /** Ids of the alerts that this execution raised. */
  readonly alerts: readonly string[];
  readonly children: readonly TreeNode[];
}

/** Alerts that belong together: those under one server process, or of one parent pid within 15 minutes. */
export interface Incident {
  readonly id: string;
  readonly host: string;
  /** The oldest server process above the alerts; null where no process above them is a known server. */
  readonly root: Ancestor | null;
  readonly level: Level;
  readonly users: readonly string[];
  /** RFC 3339 of the first and the last alert. */
  readonly firstTime: string;
  readonly lastTime: string;
  /** Kept alerts, oldest first; at most a fixed number. `alertCount` counts all. */
  readonly alerts: readonly Alert[];
  readonly alertCount: number;
  /** What ran under the root from the first alert to the last, matched or not. */
  readonly tree: readonly TreeNode[];
  /** Executions left out of the tree because it is full. */
  readonly omitted: number;
}

/** A file that was read. */
export interface InputSummary {
  readonly path: string;
  readonly format: string;
  /** Size on disk. */
  readonly bytes: number;
  /** Of the bytes on disk, hexadecimal. */
  readonly sha256: string;
  /** RFC 3339 of the first and the last record; null if there was none. */
  readonly firstEvent: string | null;
  readonly lastEvent: string | null;
}

/** The counts of a run, as `--stats` prints them. */
export interface Stats {
  /** Lines read: records, skipped ones, and blank ones. */
  readonly lines: number;
  /** Lines that are records, of any type. */
  readonly records: number;
  /** Process creations. */
  readonly events: number;
  /** Lines that are events of another kind, in formats whose lines are whole events. */
  readonly others: number;
  /** Lines that could not be parsed. */
  readonly skipped: number;
  /** Events that the source itself says, or a gap in its numbers shows, were lost. */
  readonly lost: number;
  /** Events that lack a record which they need. */
  readonly incomplete: number;
  /** Events whose acting process has no known image. */
  readonly unknownParents: number;
  /** Process-table entries dropped because the table was full. */
  readonly evicted: number;
  readonly alerts: number;
  /** Alerts left out by an exclusion. */
  readonly excluded: number;
  /** Incidents, also those that the report has no room for. */
  readonly incidents: number;
  readonly rules: {
    readonly loaded: number;
    readonly unsupported: number;
    /** Ids of those that are asked about every event, since no value is sure to be there when they match. */
    readonly unindexed: readonly string[];
  };
  /** Only where there are correlations. */
  readonly correlations?: CorrelationStats;
  readonly seconds: number;
}

/** What correlations counted. A match counts once for each correlation that refers to its rule. */
export interface CorrelationStats {
  readonly matches: number;
  /** Matches that were left out because too much had to be kept. */
  readonly dropped: number;
  /** Matches that were left out because their time had been judged before. */
  readonly late: number;
  /** Matches without a value, or without a number, where one is measured. */
  readonly unmeasured: number;
}

/** All that a report says beside its alerts. */
export interface Report {
  readonly program: { readonly name: 'shellhound'; readonly version: string };
  /** RFC 3339. */
  readonly created: string;
  readonly hunt: { readonly name: string; readonly title: string };
  readonly rules: readonly {
    readonly id: string;
    readonly title: string;
    readonly level: Level;
    readonly path: string;
    readonly alerts: number;
    /** Set where its matches raise no alerts, but are counted by correlations. */
    readonly countedOnly?: true;
  }[];
  /** SHA-256 over the rule and filter files used. */
  readonly rulesHash: string;
  readonly exclusions: readonly {
    readonly id: string;
    readonly title: string;
    readonly path: string;
    readonly hidden: number;
  }[];
  readonly inputs: readonly InputSummary[];
  readonly stats: Stats;
  /** Oldest first. */
  readonly incidents: readonly Incident[];
  /** Problems met, rendered as text by the sinks; at most a fixed number, the rest counted. */
  readonly problems: readonly {
    readonly severity: string;
    readonly code: string;
    readonly message: string;
    readonly place: string | null;
    readonly help: string;
  }[];
  readonly problemsOmitted: number;
}
