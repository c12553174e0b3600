import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { convertCorrelation } from '../../../src/backends/correlation/convert.ts';
import { TARGET_NAMES, type TargetName } from '../../../src/backends/target.ts';
import { targets } from '../../../src/backends/targets/registry.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { analyse } from '../../../src/kql/analyse/analyse.ts';
import { printQuery } from '../../../src/kql/print/query.ts';
import { schemas } from '../../../src/kql/schema/registry.ts';
import { loadSigma } from '../../../src/sigma/load.ts';

/**
 * The queries of the correlations in `test/golden/correlation` as `sentinel-asim.kql` and `defender-xdr.kql`, with what is
 * said where one is refused. `UPDATE_GOLDEN=1` rewrites them: read them.
 */
const ROOT = new URL('../../golden/correlation/', import.meta.url);
const cases = readdirSync(ROOT).sort();

describe.each(cases)('%s', (name) => {
  test.each(['sentinel-asim', 'defender-xdr'] as const)('%s', (target) => {
    const path = new URL(`${name}/${target}.kql`, ROOT);
    const text = converted(name, target)
      .map((one) => one.text ?? one.refusal)
      .join('\n\n');
    if (process.env['UPDATE_GOLDEN']) writeFileSync(path, `${text}\n`);
    expect(`${text}\n`).toBe(readFileSync(path, 'utf8'));
  });

  test.each(TARGET_NAMES)("Microsoft's parser has nothing to say of the queries for %s", (target) => {
    for (const optimize of [true, false])
      for (const { text } of converted(name, target, optimize)) expect(analyse(text ?? '', schemas)).toEqual([]);
  });
});

test('most of them are converted for every target', () => {
  for (const target of TARGET_NAMES) {
    const all = cases.flatMap((name) => converted(name, target));
    expect(all.filter(({ text }) => text !== undefined).length).toBeGreaterThan(all.length / 2);
  }
});

interface Converted {
  readonly text?: string;
  readonly refusal?: string;
}

function converted(name: string, target: TargetName, optimize = false): readonly Converted[] {
  const source = new SourceText('rules.yml', readFileSync(new URL(`${name}/rules.yml`, ROOT), 'utf8'));
  const options = { target: targets[target], lineage: 'asim', optimize, builtInParser: optimize } as const;
  return loadSigma([source]).correlations.map((correlation): Converted => {
    const { conversion, diagnostics } = convertCorrelation(correlation, () => [], options);
    if (conversion !== undefined) return { text: printQuery(conversion.query).text };
    const said = diagnostics.map(({ code, message, at }) => `${at?.line}:${at?.column} ${code}: ${message}`);
    return { refusal: `// refused: ${correlation.title}\n${said.map((each) => `// ${each}`).join('\n')}` };
  });
}
