import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { LINEAGE_MODES } from '../../src/match/lineage-mode.ts';
import { loadRuleset, screenOf } from '../../src/ruleset.ts';
import { ndjson } from '../../src/sinks/events/ndjson.ts';
import { eventsOf } from './captures.ts';
import { sourcesOf } from './compare.ts';
import { ruleText } from './generate.ts';
import { countDismissals, outcomeOf, withFile } from './lazy.ts';
import { linesOf } from './lines.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
/** Real rules and logs, which lie beside the checkout on some machines. */
const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));
const isThere = ['corpus/sigmahq', 'telemetry'].every((folder) => existsSync(SHARED + folder));

if (!isThere) console.log('Bytes and whole events of recorded logs: not run: ../shared absent');

/** Rows of logs as `normalize` writes them, and once more without what it writes beside the usual columns. */
async function rowsOf(paths: readonly string[]): Promise<Readonly<Record<'whole' | 'flat', Buffer>>> {
  const lines: string[] = [];
  const write = ndjson.open((text) => lines.push(text));
  for (const event of await eventsOf(paths)) write(event);
  const flat = lines.map((line) => {
    const { AdditionalFields: _, processes: __, origin: ___, ...row } = JSON.parse(line) as Record<string, unknown>;
    return `${JSON.stringify(row)}\n`;
  });
  return { whole: Buffer.from(lines.join('')), flat: Buffer.from(flat.join('')) };
}

function rulesIn(folder: string): readonly SourceText[] {
  const files = globSync(`${folder}/**/*.yml`).filter((path) => !path.endsWith('hunt.yml'));
  return files.sort().map((path) => new SourceText(path, readFileSync(path, 'utf8')));
}

describe('what is dismissed by its bytes changes nothing', () => {
  test.each(['asim', 'sigma-json'] as const)(
    'on generated rules and lines: %s',
    async (format) => {
      const counts = countDismissals();
      const total = { lines: 0, screened: 0, alerts: 0, problems: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.array(ruleText, { minLength: 1, maxLength: 2 }),
          fc.array(linesOf(format), { minLength: 3, maxLength: 3 }),
          fc.constantFrom(...LINEAGE_MODES),
          fc.boolean(),
          async (texts, logs, lineage, knowsUsers) => {
            const rules = loadRuleset(sourcesOf(texts), lineage);
            const options = { format, users: new Map(knowsUsers ? [['1', 'a']] : []) };
            const isScreened = screenOf(rules) !== undefined;
            for (const bytes of logs)
              await withFile(bytes, async (path) => {
                const lazy = await outcomeOf(path, rules, false, options);
                expect(lazy).toEqual(await outcomeOf(path, rules, true, options));
                total.lines += lazy.found.read.counts.lines;
                total.screened += isScreened ? lazy.found.read.counts.lines : 0;
                total.alerts += lazy.alerts.length;
                total.problems += lazy.problems.length;
              });
          },
        ),
        { numRuns: 400, endOnFailure: process.env['SHRINK'] === undefined },
      );
      console.log(`${format}: ${JSON.stringify(total)}, asked ${counts.asked}, dismissed ${counts.dismissed}`);
      expect(total.screened).toBeGreaterThan(2_000);
      expect(counts.dismissed).toBeGreaterThan(300);
      expect(total.alerts).toBeGreaterThan(500);
      expect(total.problems).toBeGreaterThan(300);
    },
    120_000,
  );

  const bundled = { rules: `${REPOSITORY}hunts`, logs: `${REPOSITORY}hunts/*/captures/*/*.log`, atLeast: 50 };
  const shared = { rules: `${SHARED}corpus/sigmahq`, logs: `${SHARED}telemetry/*/audit.log`, atLeast: 400 };

  test.each(isThere ? [bundled, shared] : [bundled])(
    'on rows of recorded logs: $logs',
    async ({ rules, logs, atLeast }) => {
      const ruleset = loadRuleset(rulesIn(rules), 'asim');
      const rows = await rowsOf(globSync(logs).sort());
      for (const [form, bytes] of Object.entries(rows)) {
        const counts = countDismissals();
        await withFile(bytes, async (path) => {
          const lazy = await outcomeOf(path, ruleset, false);
          expect(lazy).toEqual(await outcomeOf(path, ruleset, true));
          console.log(`${form}: ${lazy.alerts.length} alerts, ${counts.dismissed} of ${counts.asked} dismissed`);
          expect(lazy.alerts.length).toBeGreaterThan(20);
          if (form === 'flat') expect(counts.dismissed).toBeGreaterThan(atLeast);
        });
      }
    },
    120_000,
  );
});
