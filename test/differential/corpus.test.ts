import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { LINEAGE_MODES } from '../../src/match/lineage-mode.ts';
import { eventsOf } from './captures.ts';
import { compare, preparedRules } from './compare.ts';
import { eventsNear, randomOf } from './near.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
/** Real rules and logs, which lie beside the checkout on some machines. */
const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));
const CORPUS = `${SHARED}corpus/sigmahq/`;
const TELEMETRY = `${SHARED}telemetry/`;
const SAMPLES = `${SHARED}samples/auditd/`;
const isThere = [CORPUS, TELEMETRY, SAMPLES].every((folder) => existsSync(folder));

/** Left out unless FULL=1: it has more events than all others together. */
const LARGEST = 'm1-mixed-volume';

if (!isThere) console.log('All rules of the corpus on all captures: not run: ../shared absent');

function sourcesIn(folder: string): readonly SourceText[] {
  return globSync(`${folder}**/*.yml`)
    .sort()
    .map((path) => new SourceText(path.slice(folder.length), readFileSync(path, 'utf8')));
}

describe('on bundled rules and captures', async () => {
  const sources = sourcesIn(`${REPOSITORY}hunts/`).filter(({ name }) => name.includes('/rules/'));
  const events = await eventsOf(globSync(`${REPOSITORY}hunts/*/captures/*/*.log*`).sort());

  test.each(LINEAGE_MODES)('the compiled rule set gives the ids of the plain evaluator: %s', (lineage) => {
    const { differences, pairs, matches } = compare(preparedRules(sources, lineage), events);
    console.log(`bundled, ${lineage}: ${pairs} pairs, ${matches} match`);
    expect(differences).toEqual([]);
    expect(matches).toBeGreaterThan(0);
  });
});

describe.runIf(isThere)('on the rules of SigmaHQ and recorded events', async () => {
  const captures = globSync(`${TELEMETRY}*/audit.log*`)
    .sort()
    .filter((path) => process.env['FULL'] === '1' || !path.includes(LARGEST));
  const events = isThere ? await eventsOf([...captures, ...globSync(`${SAMPLES}**/*.log`).sort()]) : [];
  const sources = isThere ? sourcesIn(CORPUS) : [];

  test.each(LINEAGE_MODES)(
    'the compiled rule set gives the ids of the plain evaluator: %s',
    (lineage) => {
      const rules = preparedRules(sources, lineage, { anyLogSource: true });
      const { differences, pairs, matches, candidates } = compare(rules, events);
      const counts = `${rules.length} rules × ${events.length} events, ${matches} match, ${candidates} were asked`;
      console.log(`SigmaHQ, ${lineage}: ${counts}`);
      expect(differences).toEqual([]);
      expect(pairs).toBeGreaterThan(800_000);
      expect(matches).toBeGreaterThan(500);
    },
    600_000,
  );

  test.each(LINEAGE_MODES)(
    'and on events made of the texts of each rule, and nearly so: %s',
    (lineage) => {
      const rules = preparedRules(sources, lineage, { anyLogSource: true });
      const random = randomOf(rules.length);
      const near = rules.flatMap((rule) => eventsNear(rule, random, 2, 3));
      const { differences, pairs, matches, candidates } = compare(rules, near);
      console.log(`SigmaHQ near, ${lineage}: ${pairs} pairs, ${matches} match, ${candidates} were asked`);
      expect(differences).toEqual([]);
      expect(pairs).toBeGreaterThan(1_500_000);
      expect(matches).toBeGreaterThan(1_000);
    },
    600_000,
  );
});
