import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ARTEFACT_NAMES } from '../../../src/backends/artefacts/artefact.ts';
import { targetFor } from '../../../src/backends/artefacts/in-sentinel.ts';
import { artefacts } from '../../../src/backends/artefacts/registry.ts';
import { convertRule } from '../../../src/backends/convert.ts';
import { TARGET_NAMES } from '../../../src/backends/target.ts';
import { targets } from '../../../src/backends/targets/registry.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { loadSigma } from '../../../src/sigma/load.ts';
import { bindingErrors, expectedOf, judge } from '../../backends/artefacts/judge.ts';

const corpus = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/corpus/sigmahq');

/** Every rule of the corpus as every artefact: what is made is what Sentinel takes, and what is refused says why. */
describe.skipIf(!existsSync(corpus))('of the corpus', () => {
  const files = globSync('rules*/**/*.yml', { cwd: corpus }).sort();
  const sources = files.map((file) => new SourceText(file, readFileSync(join(corpus, file), 'utf8')));
  const { rules } = loadSigma(sources, { anyLogSource: true });

  test.each(TARGET_NAMES)('%s', { timeout: 300_000 }, (target) => {
    const wrong: string[] = [];
    const counts = new Map<string, number>();
    const count = (what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1);
    for (const rule of rules) {
      const settings = {
        target: targetFor(artefacts.arm, targets[target]),
        lineage: 'asim',
        optimize: true,
        builtInParser: false,
      } as const;
      const { conversion } = convertRule(rule, [], settings);
      if (conversion === undefined) {
        count('no query');
        continue;
      }
      for (const as of ARTEFACT_NAMES) {
        const { made, diagnostics } = artefacts[as].build(conversion);
        const refused = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
        count(`${as}: ${made === undefined ? refused.join() : 'made'}`);
        if (made === undefined) {
          if (refused.join() !== 'artefact-long') wrong.push(`${rule.path}: ${as} was refused: ${refused}`);
          continue;
        }
        const { read, wrong: found } = judge(as, made, conversion);
        const given = as === 'arm' ? (read as { readonly resources: unknown }).resources : read;
        if (JSON.stringify(given) !== JSON.stringify(expectedOf(as, made)))
          wrong.push(`${rule.path}: ${as} reads otherwise`);
        wrong.push(...found.map((each) => `${rule.path}: ${as}: ${each}`));
        if (as === 'analytics-rule') wrong.push(...bindingErrors(made).map((each) => `${rule.path}: ${each}`));
      }
    }
    console.log(`${target}: ${JSON.stringify(Object.fromEntries([...counts].sort()))}`);
    expect(wrong).toEqual([]);
    expect(counts.get('analytics-rule: made')).toBeGreaterThan(100);
  });
});
