import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { LINEAGE_MODES } from '../../src/match/lineage-mode.ts';
import { mapRule } from '../../src/match/mapping.ts';
import { prepareRule } from '../../src/match/prepare.ts';
import { type LoadedSigma, type LoadOptions, loadSigma } from '../../src/sigma/load.ts';

/** Real rules, and small ones for each corner of the language, which lie beside the checkout on some machines. */
const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));
const CORPUS = `${SHARED}corpus/sigmahq/`;
const VECTORS = `${SHARED}oracle/modifiers.jsonl`;

if (!existsSync(CORPUS)) console.log('Sigma conformance: not run: ../shared absent');

describe.runIf(existsSync(CORPUS))('the SigmaHQ corpus', () => {
  const sources = globSync(`${CORPUS}**/*.yml`)
    .sort()
    .map((path) => new SourceText(path.slice(CORPUS.length), readFileSync(path, 'utf8')));

  test('rules of our log source load and map whole, or say where they cannot', () => {
    const loaded = loadSigma(sources);
    const mapped = loaded.rules.map((rule) => LINEAGE_MODES.map((mode) => mapRule(rule, mode)));
    const usable = mapped.filter((modes) => modes.every((one) => one.mapped !== undefined));
    for (const one of usable.flat()) if (one.mapped !== undefined) prepareRule(one.mapped);
    console.log(`SigmaHQ: ${counts(loaded, sources.length)}; ${usable.length} map to ASIM columns`);
    checkExplained(loaded, sources.length);
    expect(
      mapped.filter((modes) => modes.some((one) => one.mapped === undefined && one.diagnostics.length === 0)),
    ).toEqual([]);
    expect(usable.length).toBeGreaterThan(0);
  });

  test('rules of any log source parse, or say where they cannot', () => {
    const loaded = loadSigma(sources, { anyLogSource: true });
    console.log(`SigmaHQ, any log source: ${counts(loaded, sources.length)}`);
    checkExplained(loaded, sources.length);
  });
});

describe.runIf(existsSync(VECTORS))('small rules for each corner of the language', () => {
  test('load, or say where they cannot', () => {
    const rows = readFileSync(VECTORS, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { name: string; rule_yaml: string });
    const texts = new Map(rows.map(({ name, rule_yaml }) => [name, rule_yaml]));
    const options: LoadOptions = { anyLogSource: true };
    const all = [...texts].map(([name, text]) => ({ name, loaded: loadSigma([new SourceText(name, text)], options) }));
    for (const { loaded } of all) checkExplained(loaded, loaded.rules.length + loaded.unsupported);
    const refused = all.filter(({ loaded }) => loaded.unsupported > 0);
    console.log(`Corner cases: ${all.length - refused.length} of ${all.length} load`);
    for (const { name, loaded } of refused) expect(errorsOf(loaded), name).not.toEqual([]);
  });
});

function checkExplained(loaded: LoadedSigma, documents: number): void {
  expect(loaded.rules.length + loaded.unsupported).toBe(documents);
  const located = loaded.diagnostics.filter(({ at }) => at?.line !== undefined && at.column !== undefined);
  expect(located).toHaveLength(loaded.diagnostics.length);
  const explained = new Set(loaded.diagnostics.map(({ at }) => at?.source));
  expect(explained.size).toBeGreaterThanOrEqual(loaded.unsupported > 0 ? 1 : 0);
}

function errorsOf({ diagnostics }: LoadedSigma): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

function counts({ rules, unsupported, diagnostics }: LoadedSigma, documents: number): string {
  const codes = Map.groupBy(diagnostics, ({ code }) => code);
  const list = [...codes].map(([code, all]) => `${code} ${all.length}`).join(', ');
  return `${documents} documents, ${rules.length} rules, ${unsupported} unsupported (${list || 'no diagnostics'})`;
}
