import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Json, Query } from '../../kql/ast.ts';
import type { Printed } from '../../kql/print/query.ts';
import type { SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaRule } from '../../sigma/ir.ts';
import type { Table } from '../target.ts';

export const ARTEFACT_NAMES = ['query', 'analytics-rule', 'nrt-rule', 'hunting-query', 'saved-search', 'arm'] as const;
export type ArtefactName = (typeof ARTEFACT_NAMES)[number];

/** What one deploys a query as. */
export interface Artefact {
  readonly name: ArtefactName;
  /** One line of help. */
  readonly description: string;
  readonly extension: '.kql' | '.yaml' | '.json';
  /** Whether it brings its own time range, as a schedule, so that a query with another one would find nothing more. */
  readonly hasSchedule: boolean;
  /** Whether it runs in Sentinel only, where every table has `TimeGenerated`. */
  readonly isOfSentinel: boolean;
  readonly build: (subject: Subject) => Built;
  /** One or several as a text that one file can hold. */
  readonly print: (documents: readonly Json[]) => string;
}

/** What a rule says about itself. */
export type About = Pick<
  SigmaRule,
  'id' | 'title' | 'description' | 'author' | 'license' | 'level' | 'tags' | 'falsepositives' | 'span'
>;

/** A rule or correlation as a query, as conversions have it. */
export interface Subject {
  readonly rule: About & Partial<Pick<SigmaCorrelation, 'measure' | 'condition' | 'timespan'>>;
  readonly table: Table;
  /** All tables that are asked, if there is more than one. */
  readonly tables?: readonly Table[];
  readonly query: Query;
  /** Of a correlation: how long before its last match an alert can begin, in milliseconds. */
  readonly timespan?: number;
}

/** An artefact, and what is to be said of it; without one, at least one diagnostic is an error and says why. */
export interface Built {
  readonly made: Made | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Made {
  readonly document: Json;
  /** The query in the document. */
  readonly printed: Printed;
}
