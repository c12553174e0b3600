import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderDiagnostic } from '../../src/diagnostic/render.ts';
import { auditd } from '../../src/formats/auditd/index.ts';
import { LineSplitter } from '../../src/sources/lines.ts';
import { mutated, Random } from './mutate.ts';

/** How many lines are tried; CI sets `FUZZ_LINES` to 1,000,000. The seed is fixed, so that a failure can be repeated. */
const LINES = Number(process.env['FUZZ_LINES'] ?? 50_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const BATCH = 1000;

const GOLDEN = new URL('../golden/formats/auditd/', import.meta.url);

/** The lines that are changed: all of the golden logs, with the serials and times of a log that goes on. */
const originals = readdirSync(GOLDEN)
  .sort()
  .flatMap((name) => readFileSync(new URL(`${name}/input.log`, GOLDEN), 'latin1').split('\n'))
  .filter((line) => line !== '');

function renumbered(line: string, count: number): string {
  const millis = 1_767_225_600_000 + count * 3;
  const stamp = `audit(${Math.trunc(millis / 1000)}.${String(millis % 1000).padStart(3, '0')}:${1000 + (count >> 2)})`;
  return line.replace(/audit\(\d+\.\d+:\d+\)/, stamp);
}

test(`${LINES} changed lines: no throw, no hang, all counted`, { timeout: 600_000 }, () => {
  const random = new Random(SEED);
  const seen = { activities: 0, skipped: 0, badFields: 0, slowest: 0 };
  const log = auditd.open({
    ...{ host: 'here', users: new Map([['33', 'www-data']]), log: 'fuzz' },
    onActivity: (activity) => {
      seen.activities += 1;
      if (seen.activities % 100 === 0)
        expect(JSON.parse(JSON.stringify(activity))).toMatchObject({ kind: activity.kind });
    },
    onProblem: (problem) => {
      if (problem.code === 'auditd-not-a-record') seen.skipped += 1;
      else seen.badFields += 1;
      expect(problem.at?.line).toBeGreaterThan(0);
      if (seen.badFields % 100 === 0) expect(renderDiagnostic(problem)).not.toMatch(CONTROL);
    },
  });
  log.file('fuzz.log');
  const splitter = new LineSplitter(
    (buffer, start, end, place) => log.line(buffer, start, end, place),
    (bytes, place) => log.longLine(bytes, place),
  );
  for (let done = 0; done < LINES; done += BATCH) {
    const text = batch(Math.min(BATCH, LINES - done), done, random);
    const started = performance.now();
    splitter.push(Buffer.from(text, 'latin1'));
    seen.slowest = Math.max(seen.slowest, performance.now() - started);
  }
  splitter.end();
  log.end();

  const { lines, records, skipped, blank } = log.counts;
  expect(lines).toBe(LINES);
  expect(records + skipped + blank).toBe(lines);
  expect(seen.skipped).toBe(skipped);
  expect(seen.activities).toBeGreaterThan(LINES / 100);
  expect(skipped).toBeGreaterThan(LINES / 100);
  expect(seen.slowest).toBeLessThan(5000);
});

function batch(size: number, done: number, random: Random): string {
  let text = '';
  for (let index = 0; index < size; index += 1) {
    const line = renumbered(originals[(done + index) % originals.length] ?? '', done + index);
    text += `${mutated(line, random, random.pick(originals, ''))}\n`;
  }
  return text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this expression is for
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/;
