/**
 * Rules to KQL on one core: `node bench/convert.ts DIR [SECONDS]`. DIR is a folder of Sigma rules, such as a checkout of
 * SigmaHQ's. From YAML to the text of the query, and conversion alone (the rules are loaded), best pass of each; the
 * language service is not loaded. All rules are tried, those that are refused as well.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertRule } from '../src/backends/convert.ts';
import { TARGET_NAMES, type TargetName } from '../src/backends/target.ts';
import { targets } from '../src/backends/targets/registry.ts';
import { SourceText } from '../src/diagnostic/source-text.ts';
import { printQuery } from '../src/kql/print/query.ts';
import type { SigmaRule } from '../src/sigma/ir.ts';
import { loadSigma } from '../src/sigma/load.ts';
import { machine } from './machine.ts';

const [folder, seconds = '10'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node bench/convert.ts DIR [SECONDS]');
  process.exit(2);
}
const texts = globSync(join(folder, '**/*.yml')).map((path) => [path, readFileSync(path, 'utf8')] as const);
console.log(machine());
for (const target of TARGET_NAMES) measure(target);
if ('Kusto' in globalThis) throw new Error('the language service was loaded');

function measure(target: TargetName): void {
  const best = { load: Number.POSITIVE_INFINITY, convert: Number.POSITIVE_INFINITY };
  let rules: readonly SigmaRule[] = [];
  let converted = 0;
  const end = performance.now() + Number(seconds) * 1000;
  while (performance.now() < end) {
    best.load = Math.min(
      best.load,
      timed(() => (rules = load())),
    );
    best.convert = Math.min(
      best.convert,
      timed(() => (converted = convertAll(rules, target))),
    );
  }
  const rate = (millis: number): string => Math.round((rules.length * 1000) / millis).toLocaleString('en');
  console.log(
    `${target}: ${rules.length} rules, ${converted} converted; from YAML ${rate(best.load + best.convert)} rules/s, conversion alone ${rate(best.convert)} rules/s`,
  );
}

function load(): readonly SigmaRule[] {
  return loadSigma(
    texts.map(([path, text]) => new SourceText(path, text)),
    { anyLogSource: true },
  ).rules;
}

function convertAll(rules: readonly SigmaRule[], target: TargetName): number {
  const options = { target: targets[target], lineage: 'asim', optimize: false, builtInParser: false } as const;
  let converted = 0;
  for (const rule of rules) {
    const { conversion } = convertRule(rule, [], options);
    if (conversion !== undefined && printQuery(conversion.query).text !== '') converted += 1;
  }
  return converted;
}

function timed(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}
