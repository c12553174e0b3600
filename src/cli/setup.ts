import { existsSync } from 'node:fs';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { report } from '../diagnostic/diagnostic.ts';
import type { SourceText } from '../diagnostic/source-text.ts';
import { type Hunt, loadHunt, yamlFiles } from '../hunt/hunt.ts';
import type { LineageMode } from '../match/lineage-mode.ts';
import { loadRuleset, type Ruleset } from '../ruleset.ts';

export interface HuntFlags {
  readonly hunt: string;
  readonly rules?: readonly string[];
  /** False for `--no-exclusions`; true or absent for the hunt's own. */
  readonly exclusions?: readonly string[] | boolean;
  readonly lineage?: LineageMode;
}

export interface Setup {
  readonly hunt: Hunt;
  readonly ruleset: Ruleset;
  readonly problems: readonly Diagnostic[];
}

/** The hunt with its rules and exclusions, or others in their place. Undefined, with problems, if there is no hunt. */
export function setUp(flags: HuntFlags): { setup: Setup | undefined; problems: readonly Diagnostic[] } {
  const { hunt, problems } = loadHunt(flags.hunt);
  if (hunt === undefined) return { setup: undefined, problems };
  const missing: Diagnostic[] = [];
  const rules = flags.rules === undefined ? hunt.rules : sourcesOf(flags.rules, missing);
  const exclusions = exclusionsOf(flags.exclusions, hunt, missing);
  const ruleset = loadRuleset([...rules, ...exclusions], flags.lineage ?? hunt.lineage);
  return { setup: { hunt, ruleset, problems: [...problems, ...missing, ...ruleset.problems] }, problems };
}

function exclusionsOf(given: HuntFlags['exclusions'], hunt: Hunt, missing: Diagnostic[]): readonly SourceText[] {
  if (given === false) return [];
  return given === undefined || given === true ? hunt.exclusions : sourcesOf(given, missing);
}

function sourcesOf(paths: readonly string[], missing: Diagnostic[]): SourceText[] {
  return paths.flatMap((path) => {
    if (existsSync(path)) return yamlFiles(path);
    missing.push(report('rules-not-found', undefined, { path }));
    return [];
  });
}
