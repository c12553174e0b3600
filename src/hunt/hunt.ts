import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import type { RootPattern } from '../alerts/roots.ts';
import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import { SourceText } from '../diagnostic/source-text.ts';
import { LINEAGE_MODES, type LineageMode } from '../match/lineage-mode.ts';

/** A folder that holds what to hunt for: rules, exclusions, server processes, and captures that prove it. */
export interface Hunt {
  readonly name: string;
  readonly title: string;
  readonly folder: string;
  readonly lineage: LineageMode;
  readonly roots: readonly RootPattern[];
  readonly rules: readonly SourceText[];
  readonly exclusions: readonly SourceText[];
  readonly captures: readonly string[];
}

export interface LoadedHunt {
  readonly hunt: Hunt | undefined;
  readonly problems: readonly Diagnostic[];
}

const BUNDLED = fileURLToPath(new URL('../../hunts', import.meta.url));

/** Names of the hunts that come with the program. */
export function bundledHunts(): string[] {
  if (!existsSync(BUNDLED)) return [];
  return readdirSync(BUNDLED).filter((name) => existsSync(join(BUNDLED, name, 'hunt.yml')));
}

/** Loads a hunt by the name of a bundled one, or by its folder. */
export function loadHunt(nameOrFolder: string): LoadedHunt {
  const folder = [join(BUNDLED, nameOrFolder), nameOrFolder].find((each) => existsSync(join(each, 'hunt.yml')));
  if (folder === undefined) {
    const known = bundledHunts().join(', ');
    return { hunt: undefined, problems: [report('hunt-not-found', undefined, { name: nameOrFolder, known })] };
  }
  const problems: Diagnostic[] = [];
  const settings = readSettings(
    new SourceText(join(folder, 'hunt.yml'), readFileSync(join(folder, 'hunt.yml'), 'utf8')),
    problems,
  );
  const hunt: Hunt = {
    name: basename(resolve(folder)),
    folder,
    ...settings,
    rules: yamlFiles(join(folder, 'rules')),
    exclusions: yamlFiles(join(folder, 'exclusions')),
    captures: foldersIn(join(folder, 'captures')),
  };
  return { hunt, problems };
}

/** The YAML files that a path names: itself, or all below a folder, in order of name. */
export function yamlFiles(path: string): SourceText[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [new SourceText(path, readFileSync(path, 'utf8'))];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  return names.map((name) => new SourceText(join(path, name), readFileSync(join(path, name), 'utf8')));
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map((entry) => join(folder, entry.name)).sort();
}

type Settings = Pick<Hunt, 'title' | 'lineage' | 'roots'>;

function readSettings(source: SourceText, problems: Diagnostic[]): Settings {
  const bad = (reason: string, offset = 0): void => {
    problems.push(report('hunt-bad-file', { source, start: offset, end: offset + 1 }, { reason }));
  };
  const document = parseDocument(source.text, { uniqueKeys: true });
  for (const error of document.errors) bad(error.message.split('\n')[0] ?? 'is no YAML', error.pos[0]);
  const content: unknown = document.errors.length > 0 ? {} : document.toJS({ maxAliasCount: 10 });
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    bad('must be a map of title, lineage and roots');
    return { title: '', lineage: 'asim', roots: [] };
  }
  const { title, lineage = 'asim', roots = [], ...rest } = content as Record<string, unknown>;
  for (const key of Object.keys(rest)) bad(`unknown key '${key}'`, Math.max(0, source.text.indexOf(key)));
  if (typeof title !== 'string') bad("'title' must be a text");
  const mode = LINEAGE_MODES.find((each) => each === lineage);
  if (mode === undefined) bad(`'lineage' must be one of ${LINEAGE_MODES.join(', ')}`);
  return { title: typeof title === 'string' ? title : '', lineage: mode ?? 'asim', roots: readRoots(roots, bad) };
}

function readRoots(roots: unknown, bad: (reason: string) => void): RootPattern[] {
  if (!Array.isArray(roots)) {
    bad("'roots' must be a list");
    return [];
  }
  return roots.flatMap((root: unknown) => {
    const { image = [], commandLine = [] } = (root ?? {}) as Record<string, unknown>;
    if (isTexts(image) && isTexts(commandLine) && image.length + commandLine.length > 0)
      return [{ image, commandLine }];
    bad("each of 'roots' needs 'image' (a list of paths) or 'commandLine' (a list of texts)");
    return [];
  });
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
