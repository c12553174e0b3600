import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ARTEFACT_NAMES } from '../../../src/backends/artefacts/artefact.ts';
import { artefacts } from '../../../src/backends/artefacts/registry.ts';
import { checkQuery } from '../../../src/backends/check.ts';
import { TARGET_NAMES } from '../../../src/backends/target.ts';
import { renderDiagnostic } from '../../../src/diagnostic/render.ts';
import { make, sigmaOf } from './make.ts';

/**
 * `test/golden/convert/<case>/`: rules and exclusions, and `<target>.<artefact>.<ext>` as they become that. An empty file
 * of such a name asks for one; UPDATE_GOLDEN=1 writes them all.
 */
const GOLDEN = join(import.meta.dirname, '../../golden/convert');
const HUNT = join(import.meta.dirname, '../../../hunts/linux-webshell');
const cases = readdirSync(GOLDEN);

/** The rules of the reference hunt stay where they are. */
function textsOf(name: string): string[] {
  const folders = name === 'linux-webshell' ? [join(HUNT, 'rules'), join(HUNT, 'exclusions')] : [join(GOLDEN, name)];
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.yml'))
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
}

describe.each(cases)('%s', (name) => {
  const sigma = sigmaOf(...textsOf(name));
  const files = readdirSync(join(GOLDEN, name)).filter((file) => !file.endsWith('.yml') && file !== 'problems.txt');

  test.each(files)('%s', (file) => {
    const target = TARGET_NAMES.find((each) => file.startsWith(`${each}.`));
    const as = ARTEFACT_NAMES.find((each) => file.includes(`.${each}.`));
    if (target === undefined || as === undefined) throw new Error(`${file} names no target and artefact`);
    const { made } = make(sigma, target, as);
    if (made === undefined) throw new Error(`${name} cannot be converted to ${file}`);
    const text = artefacts[as].print([made.document]);
    expect(file.endsWith(artefacts[as].extension)).toBe(true);
    const path = join(GOLDEN, name, file);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
    const span = sigma.rules[0]?.span;
    expect(span && checkQuery(made.printed, span).map(renderDiagnostic)).toEqual([]);
  });

  test('problems.txt', () => {
    const told = files.flatMap((file) => {
      const target = TARGET_NAMES.find((each) => file.startsWith(`${each}.`)) ?? 'sentinel-asim';
      const as = ARTEFACT_NAMES.find((each) => file.includes(`.${each}.`)) ?? 'query';
      return make(sigma, target, as).diagnostics.map(renderDiagnostic);
    });
    const text = [...new Set(told)].map((each) => `${each}\n`).join('');
    const path = join(GOLDEN, name, 'problems.txt');
    if (process.env['UPDATE_GOLDEN']) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });
});
