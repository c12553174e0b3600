import { existsSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { SourceText } from '../../diagnostic/source-text.ts';
import { HUNT_FILE, huntIn } from '../../hunt/hunt.ts';
import { namedRuleFiles, type RuleFiles } from '../../hunt/rule-files.ts';
import type { LineageMode } from '../../match/lineage-mode.ts';
import { loadRuleset, type Ruleset } from '../../ruleset.ts';

/** Rules and exclusions that belong together, with the pipelines that change them, and how they mean `Parent*`. */
export interface CheckedFiles extends RuleFiles {
  readonly lineage: LineageMode;
  readonly pipelines: readonly SourceText[];
}

/** The rules and exclusions of a hunt, of all hunts in a folder, or the files that a path names. */
export function filesOf(path: string): CheckedFiles[] {
  if (existsSync(join(path, HUNT_FILE))) return [huntFiles(path)];
  const named = namedRuleFiles([path]);
  const hunts = named.sources.filter(({ name }) => basename(name) === HUNT_FILE).map(({ name }) => dirname(name));
  const others = named.sources.filter((source) => !hunts.some((hunt) => isIn(source, hunt)));
  return [{ sources: others, problems: named.problems, ...PLAIN }, ...hunts.map(huntFiles)];
}

function huntFiles(folder: string): CheckedFiles {
  const { hunt, problems } = huntIn(folder);
  if (hunt === undefined) return { sources: [], problems, ...PLAIN };
  const { rules, exclusions, pipelines, lineage } = hunt;
  return { sources: [...rules, ...exclusions], problems, pipelines, lineage };
}

/** Of what belongs to no hunt. */
const PLAIN = { pipelines: [], lineage: 'asim' } as const;

function isIn({ name }: SourceText, folder: string): boolean {
  return name.startsWith(`${folder}${sep}`);
}

/**
 * Loads what was found, as it is after fixes (`sources`, in the same order). What no pipeline changes, and what the
 * given ones change, is looked at together; a hunt with pipelines of its own by itself.
 */
export function rulesetsOf(
  found: readonly CheckedFiles[],
  sources: readonly SourceText[],
  given: readonly SourceText[] | undefined,
): readonly Ruleset[] {
  if (given !== undefined) return [loadRuleset(sources, 'asim', given)];
  const together: SourceText[] = [];
  const alone: Ruleset[] = [];
  let at = 0;
  for (const { sources: own, pipelines } of found) {
    const current = sources.slice(at, at + own.length);
    at += own.length;
    if (pipelines.length === 0) together.push(...current);
    else alone.push(loadRuleset(current, 'asim', pipelines));
  }
  return together.length === 0 && alone.length > 0 ? alone : [loadRuleset(together, 'asim'), ...alone];
}
