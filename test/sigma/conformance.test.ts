import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { LINEAGE_MODES } from '../../src/match/lineage-mode.ts';
import { mapRule } from '../../src/match/mapping.ts';
import { prepareRule } from '../../src/match/prepare.ts';
import type { Expression, Test } from '../../src/sigma/ir.ts';
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
  const rows = existsSync(VECTORS) ? readVectors() : [];
  const options: LoadOptions = { anyLogSource: true };
  const all = rows.map((row) => ({ ...row, loaded: loadSigma([new SourceText(row.name, row.rule_yaml)], options) }));

  test('load, or say where they cannot', () => {
    for (const { loaded } of all) checkExplained(loaded, loaded.rules.length + loaded.unsupported);
    const refused = all.filter(({ loaded }) => loaded.unsupported > 0);
    console.log(`Corner cases: ${all.length - refused.length} of ${all.length} load`);
    for (const { name, loaded } of refused) expect(errorsOf(loaded), name).not.toEqual([]);
  });

  test('are taken where the reference takes them, but for known differences', () => {
    // What the reference cannot map to a table is no matter of the language.
    const language = all.filter(({ name }) => !/^mapping|^keyword.no-table/.test(name));
    const differing = language.filter(({ loaded, error }) => errorsOf(loaded).length > 0 !== (error !== null));
    const named = (isTaken: boolean) =>
      differing.filter(({ error }) => (error !== null) === isTaken).map(({ name }) => name);
    expect(named(true).filter((name) => !TAKEN.test(name))).toEqual([]);
    expect(named(false).sort()).toEqual(REFUSED);
  });

  test('encodings and dashes become what the reference makes of them', () => {
    const agreed = all.filter(({ name, verdict }) => ENCODED.test(name) && verdict === 'agrees');
    expect(agreed.length).toBeGreaterThan(15);
    for (const { name, loaded, queries } of agreed) {
      const found = loaded.rules.flatMap((rule) => rule.conditions.flatMap(literalsOf));
      const [query = ''] = queries;
      for (const literal of found) expect(query, name).toContain(`"${literal.replaceAll('\\', '\\\\')}"`);
      expect(query.match(/"/g), name).toHaveLength(2 * found.length);
    }
  });
});

/** docs/sigma.md says why, for these and for what is refused. */
const TAKEN =
  /^(fieldref|cased|time|utf16le)[/]|^wide.non-ascii|^contains.(number|bool)$|^type.date$|^error.bad-id$|like-op|^multi.correlation$/;
const REFUSED = [
  'condition/of-missing',
  'endswith/startswith-both',
  'exists/yes',
  're/backreference',
  're/contains',
  're/endswith',
  're/flag-long-names',
  're/lookahead',
  're/non-ascii',
  're/startswith',
  'structure/duplicate-key',
  'type/empty-list',
  'type/int-large',
];
const ENCODED = /^(base64|base64offset|wide|utf16be|windash|expand)[/]/;

interface Vector {
  readonly name: string;
  readonly rule_yaml: string;
  readonly queries: readonly string[];
  readonly error: string | null;
  readonly verdict: string;
}

function readVectors(): Vector[] {
  const lines = readFileSync(VECTORS, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Vector);
}

/** The literal pieces of the values of an expression. */
function literalsOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.flatMap(literalsOf);
    case 'not':
    case 'selection':
      return literalsOf(expression.of);
    case 'item':
      return expression.item.tests.flatMap(literalsOfTest);
  }
}

function literalsOfTest(one: Test): string[] {
  if (one.kind === 'variants') return one.of.flatMap(literalsOfTest);
  return one.kind === 'string' ? one.pattern.flatMap((part) => (part.kind === 'literal' ? [part.text] : [])) : [];
}

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
