import { SourceText } from '../../../src/diagnostic/source-text.ts';
import type { AsimColumns, ProcessEvent } from '../../../src/event/process-event.ts';
import { matchRule } from '../../../src/match/match.ts';
import { loadRuleset, matchesOf } from '../../../src/ruleset.ts';
import { lintSource } from '../../../src/sigma/lint/lint.ts';
import { CASES } from './cases.ts';

/** What a case cost, in a process of its own. */
export interface HostileResult {
  readonly load: number;
  readonly lint: number;
  /** To compile the rules and ask them, plainly too, about one event. */
  readonly match: number;
  /** Megabytes: the most that the process held. */
  readonly memory: number;
  readonly codes: readonly string[];
  readonly matched: number;
  readonly plainly: number;
  readonly diagnostics: number;
}

const { files, value } = CASES[process.argv[2] ?? ''] ?? { files: () => [] };
const sources = files().map((text, at) => new SourceText(`${at}.yml`, text));
const columns = { TargetProcessName: '/bin/x', TargetProcessCommandLine: value?.() ?? '', AdditionalFields: {} };
const event = { columns: columns as unknown as AsimColumns } as unknown as ProcessEvent;

const start = performance.now();
const ruleset = loadRuleset(sources, 'asim');
const loaded = performance.now();
const linted = sources.flatMap(lintSource);
const after = performance.now();
const matched = matchesOf(ruleset, event).length;
// The compiled rule set does not ask rules that can't match; each must answer in time when it is asked.
const plainly = ruleset.rules.filter(({ prepared }) => matchRule(prepared, event) !== null).length;
const end = performance.now();

const result: HostileResult = {
  load: loaded - start,
  lint: after - loaded,
  match: end - after,
  memory: process.resourceUsage().maxRSS / 1024,
  codes: [...new Set(ruleset.problems.map(({ code }) => code))],
  matched,
  plainly,
  diagnostics: ruleset.problems.length + linted.length,
};
process.stdout.write(JSON.stringify(result));
