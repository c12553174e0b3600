import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { SourceText } from '../diagnostic/source-text.ts';
import { nearest } from '../sigma/suggest.ts';
import { readSource, ruleFilesBelow } from './rule-files.ts';
import { DEFAULTS, type HuntSettings, readSettings } from './settings.ts';

/** A folder that holds what to hunt for: rules, exclusions, server processes, and captures that prove it. */
export interface Hunt extends Omit<HuntSettings, 'pipelines'> {
  readonly name: string;
  readonly folder: string;
  readonly rules: readonly SourceText[];
  readonly exclusions: readonly SourceText[];
  readonly pipelines: readonly SourceText[];
  readonly captures: readonly string[];
}

export interface LoadedHunt {
  readonly hunt: Hunt | undefined;
  readonly problems: readonly Diagnostic[];
}

/** The file that makes a folder a hunt. */
export const HUNT_FILE = 'hunt.yml';

const BUNDLED = fileURLToPath(new URL('../../hunts', import.meta.url));

/** Names of the hunts that come with the program. */
export function bundledHunts(): string[] {
  return foldersIn(BUNDLED)
    .filter((folder) => existsSync(join(folder, HUNT_FILE)))
    .map((folder) => basename(folder));
}

/** Loads a hunt by the name of a bundled one, or by its folder. Only if there is none, there is no hunt. */
export function loadHunt(nameOrFolder: string): LoadedHunt {
  const known = bundledHunts();
  if (known.includes(nameOrFolder)) return huntIn(join(BUNDLED, nameOrFolder));
  if (nameOrFolder !== '' && existsSync(join(nameOrFolder, HUNT_FILE))) return huntIn(nameOrFolder);
  const suggestion = nearest(nameOrFolder, known);
  const problem = report('hunt-not-found', undefined, { name: nameOrFolder, known: known.join(', '), suggestion });
  return { hunt: undefined, problems: [problem] };
}

/** Loads the hunt in a folder. */
export function huntIn(folder: string): LoadedHunt {
  const problems: Diagnostic[] = [];
  const file = readSource(join(folder, HUNT_FILE), problems);
  const read = file === undefined ? { settings: DEFAULTS, problems: [] } : readSettings(file);
  const rules = ruleFilesBelow(join(folder, 'rules'));
  const exclusions = ruleFilesBelow(join(folder, 'exclusions'));
  const pipelines = read.settings.pipelines.flatMap((path) => readSource(join(folder, path), problems) ?? []);
  const name = basename(resolve(folder));
  const hunt: Hunt = {
    ...read.settings,
    title: read.settings.title === '' ? name : read.settings.title,
    name,
    folder,
    rules: rules.sources,
    exclusions: exclusions.sources,
    pipelines,
    captures: foldersIn(join(folder, 'captures')),
  };
  return { hunt, problems: [...problems, ...read.problems, ...rules.problems, ...exclusions.problems] };
}

function foldersIn(folder: string): string[] {
  let entries: Dirent[] = [];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
}
