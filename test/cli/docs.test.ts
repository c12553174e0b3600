import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ARTEFACT_NAMES } from '../../src/backends/artefacts/artefact.ts';
import { artefacts } from '../../src/backends/artefacts/registry.ts';
import { TARGET_NAMES } from '../../src/backends/target.ts';
import { commands } from '../../src/cli/commands/registry.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { namedRuleFiles } from '../../src/hunt/rule-files.ts';
import { readSettings } from '../../src/hunt/settings.ts';
import { loadSigma } from '../../src/sigma/load.ts';
import { folderWith, ROOT } from './program.ts';

const cli = readFileSync(join(ROOT, 'docs/cli.md'), 'utf8');
const hunts = readFileSync(join(ROOT, 'docs/hunts.md'), 'utf8');

describe('docs/cli.md', () => {
  test.each(commands.map((command) => command()))('has $_name and its flags', (command) => {
    expect(cli).toContain(`### \`${command.name()}`);
    for (const { long } of command.options) expect(cli, `${command.name()} ${long}`).toContain(`\`${long}`);
  });

  test('has every exit code', () => {
    const described = [...cli.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect([...described, EXIT.planHasChanges].sort()).toEqual(Object.values(EXIT).sort());
  });
});

describe('docs/hunts.md', () => {
  const yaml = [...hunts.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

  test('has a hunt.yml that is right', () => {
    const { settings, problems } = readSettings(new SourceText('hunt.yml', yaml[0] ?? ''));
    expect(problems).toEqual([]);
    expect(settings.roots).toEqual([
      { image: ['*/nginx', '*/php-fpm*'], commandLine: [] },
      { image: ['*/java'], commandLine: ['catalina'] },
    ]);
  });

  test('has an exclusion that is right', () => {
    const { sources } = namedRuleFiles([join(folderWith({ 'own.yml': yaml[1] ?? '' }), 'own.yml')]);
    const { filters, diagnostics } = loadSigma(sources);
    expect(diagnostics).toEqual([]);
    expect(filters).toHaveLength(1);
  });
});

describe('docs/convert.md', () => {
  const convert = readFileSync(join(ROOT, 'docs/convert.md'), 'utf8');

  test.each([...TARGET_NAMES, ...ARTEFACT_NAMES])('has %s', (name) => {
    expect(convert).toMatch(new RegExp(`^\\| \`${name}\``, 'm'));
  });

  test.each(Object.values(artefacts))('says what kind of file $name is', ({ name, extension }) => {
    expect(convert).toMatch(new RegExp(`^\\| \`${name}\`.* \`\\${extension}\` \\|$`, 'm'));
  });
});
