/** What other programs may import from the package. Everything else may change without notice. */
export type { Alert, Incident, Report, Stats, TreeNode } from './alerts/model.ts';
export type { Diagnostic } from './diagnostic/diagnostic.ts';
export { SourceText } from './diagnostic/source-text.ts';
export type { AsimColumns, ProcessEvent } from './event/process-event.ts';
export { type Found, hunt, reportOf } from './flow.ts';
export { type Hunt, loadHunt } from './hunt/hunt.ts';
export { type ReadOptions, type ReadResult, readEvents } from './read-events.ts';
export { loadRuleset, matchesOf, type Ruleset } from './ruleset.ts';
export { findLogs, type LogSet } from './sources/log-set.ts';
export { VERSION } from './version.ts';
