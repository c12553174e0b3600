import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { convertRule } from '../../../src/backends/convert.ts';
import { TARGET_NAMES, type TargetName } from '../../../src/backends/target.ts';
import { targets } from '../../../src/backends/targets/registry.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { analyse } from '../../../src/kql/analyse/analyse.ts';
import { printQuery } from '../../../src/kql/print/query.ts';
import { schemas } from '../../../src/kql/schema/registry.ts';
import type { SigmaRule } from '../../../src/sigma/ir.ts';
import { loadSigma } from '../../../src/sigma/load.ts';
import { canonical, differences, ownWords, rewrite } from './differences.ts';
import { type Form, predicatesOf } from './syntax.ts';

const shared = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared');
const ORACLES: Readonly<Record<TargetName, string>> = {
  'sentinel-asim': 'sentinel_asim',
  'defender-xdr': 'microsoft_xdr',
  'azure-monitor': 'azure_monitor',
};

interface Row {
  readonly rule: string;
  readonly queries: readonly string[];
  readonly error: string | null;
}

/** The reference conversion of every rule of the corpus, and ours; without the corpus there is nothing to compare. */
describe.skipIf(!existsSync(join(shared, 'oracle')))('beside the reference converter', () => {
  const rules = existsSync(join(shared, 'corpus/sigmahq')) ? corpus() : new Map<string, SigmaRule>();
  const deviations = existsSync(join(shared, 'oracle')) ? knownDeviations() : new Map<string, string>();

  test.each(TARGET_NAMES)('%s: nothing that only the reference has right', (target) => {
    const counts = new Map<string, number>();
    const unexplained: string[] = [];
    for (const row of rowsOf<Row>(ORACLES[target])) {
      const rule = rules.get(row.rule);
      if (rule === undefined) throw new Error(`${row.rule} is not in the corpus`);
      const found = classOf(rule, row, target, deviations.get(`${ORACLES[target]} ${row.rule}`));
      counts.set(found, (counts.get(found) ?? 0) + 1);
      if (found.startsWith('unexplained')) unexplained.push(`${row.rule}: ${found}`);
    }
    console.log(`${target}: ${JSON.stringify(Object.fromEntries([...counts].sort()), null, 1)}`);
    expect(unexplained).toEqual([]);
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(924);
  });

  test.each(TARGET_NAMES)('%s: every query binds', (target) => {
    const bad: string[] = [];
    for (const rule of rules.values()) {
      for (const optimize of [false, true]) {
        const options = { target: targets[target], lineage: 'asim', optimize, builtInParser: optimize } as const;
        const { conversion } = convertRule(rule, [], options);
        if (conversion === undefined) continue;
        const errors = analyse(printQuery(conversion.query).text, schemas).filter(
          ({ severity }) => severity === 'error',
        );
        bad.push(...errors.map(({ code, message }) => `${rule.path}: ${code} ${message}`));
      }
    }
    expect(bad).toEqual([]);
  });
});

function classOf(rule: SigmaRule, row: Row, target: TargetName, deviation: string | undefined): string {
  const options = { target: targets[target], lineage: 'asim', optimize: false, builtInParser: false } as const;
  const { conversion, diagnostics } = convertRule(rule, [], options);
  if (conversion === undefined) {
    const reason = diagnostics.find(({ severity }) => severity === 'error');
    expect(reason?.at?.line, `${row.rule} is refused with a place`).toBeGreaterThan(0);
    return row.queries.length === 0 ? 'both refuse' : refusalOf(rule, reason?.message ?? '', target);
  }
  if (row.queries.length === 0) return 'only ours converts';
  if (target === 'azure-monitor' && rule.logsource.product === 'linux')
    return 'ours right: the reference looks for processes of Linux among events of Windows';
  const ours = formOf([printQuery(conversion.query).text], ownWords);
  return compare(ours, formOf(row.queries, []), deviation);
}

/** Why the reference converts a rule that we refuse, and why that is no answer. */
function refusalOf(rule: SigmaRule, message: string, target: TargetName): string {
  if (target === 'azure-monitor' && rule.logsource.product !== 'windows')
    return 'ours right: no Windows table for another system';
  if (/IMPHASH|MD5|SHA/.test(message)) return 'ours right: the reference drops a kind of hash that the table lacks';
  return `unexplained refusal: ${message}`;
}

function formOf(queries: readonly string[], words: readonly ((form: Form) => Form)[]): Form {
  const each = queries.map((query): Form => ['and', ...predicatesOf(query)]);
  return words.reduce<Form>((form, word) => rewrite(form, word), ['or', ...each]);
}

function compare(ours: Form, theirs: Form, deviation: string | undefined): string {
  const wanted = JSON.stringify(canonical(ours));
  if (wanted === JSON.stringify(canonical(theirs))) return 'equal';
  if (deviation !== undefined) return `ours right: ${deviation}`;
  const used: string[] = [];
  let form = theirs;
  for (const { name, right, undo } of differences) {
    const changed = rewrite(form, undo);
    if (JSON.stringify(changed) === JSON.stringify(form)) continue;
    used.push(`${right === 'ours' ? 'ours right' : 'equal in meaning'}: ${name}`);
    form = changed;
    if (wanted === JSON.stringify(canonical(form))) return used.toSorted().join(', ');
  }
  return `unexplained: ${wanted.slice(0, 1500)} AGAINST ${JSON.stringify(canonical(form)).slice(0, 1500)}`;
}

function corpus(): Map<string, SigmaRule> {
  const root = join(shared, 'corpus/sigmahq');
  const sources = globSync(join(root, '**/*.yml')).map((path) => new SourceText(path, readFileSync(path, 'utf8')));
  const { rules } = loadSigma(sources, { anyLogSource: true });
  return new Map(rules.map((rule) => [rule.path.slice(root.length + 1), rule]));
}

function knownDeviations(): Map<string, string> {
  const rows = rowsOf<{ rule: string; pipeline: string; kinds: readonly string[] }>('deviations');
  return new Map(rows.map(({ rule, pipeline, kinds }) => [`${pipeline} ${rule}`, kinds.join(', ')]));
}

function rowsOf<T>(name: string): readonly T[] {
  const text = readFileSync(join(shared, `oracle/${name}.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}
