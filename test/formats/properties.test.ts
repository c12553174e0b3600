import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Activity, Execution } from '../../src/event/activity.ts';
import { type AuditRead, readAuditd, readAuditText } from './read-auditd.ts';
import { anyBytes, anyStart, anyStyle, recordsOf, type Start, type Style, userName } from './render.ts';

const SECOND = 1_767_225_600;

/** Events a few milliseconds apart, so that all stand within the reorder window of each other. */
function stampsOf(starts: readonly Start[]): string[] {
  return starts.map((_, index) => `${SECOND}.${String(index * 7).padStart(3, '0')}:${4_000 + index}`);
}

function linesOf(starts: readonly Start[], style: Style): string[] {
  const stamps = stampsOf(starts);
  return starts.flatMap((start, index) => recordsOf(start, stamps[index] ?? '', style));
}

function readLines(lines: readonly string[], cuts: readonly number[] = []): AuditRead {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  const chunks = places.map((end, index) => bytes.subarray(places[index - 1] ?? 0, end));
  return readAuditd([{ name: 'input.log', chunks }]);
}

function executions(activities: readonly Activity[]): Execution[] {
  return activities.filter((activity) => activity.kind === 'execution');
}

/** Events without the place of their first record, which differs when lines change places. */
function withoutOrigin(read: AuditRead): unknown[] {
  return read.activities.map((activity) => ({ ...activity, origin: undefined }));
}

function bytesOf(execution: Execution): string[] {
  const { Argv = [], ArgvHex } = execution.additional;
  return ArgvHex === undefined
    ? Argv.map((text) => Buffer.from(text, 'utf8').toString('latin1'))
    : ArgvHex.map((text) => Buffer.from(text, 'hex').toString('latin1'));
}

const anyLog = fc.tuple(fc.array(anyStart, { minLength: 1, maxLength: 20 }), anyStyle);

test('any order of the lines within the window, cut anywhere, gives the same events', () => {
  const shuffled = anyLog.chain(([starts, style]) => {
    const lines = linesOf(starts, style);
    const order = fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length });
    return fc.tuple(fc.constant(lines), order, fc.array(fc.nat(), { maxLength: 20 }));
  });
  fc.assert(
    fc.property(shuffled, ([lines, order, cuts]) => {
      const expected = readLines(lines);
      const actual = readLines(order, cuts);
      expect(withoutOrigin(actual)).toEqual(withoutOrigin(expected));
      expect(actual.problems).toEqual([]);
      expect(actual.counts).toMatchObject({ lines: lines.length, records: lines.length, lost: 0, incomplete: 0 });
    }),
    { numRuns: 300 },
  );
});

test('events come back as they were', () => {
  fc.assert(
    fc.property(anyLog, ([starts, style]) => {
      const found = executions(readLines(linesOf(starts, style)).activities);
      expect(found.map(({ pid, ppid, uid }) => [pid, ppid, uid])).toEqual(
        starts.map(({ pid, ppid }, index) => [pid, ppid, stampsOf(starts)[index]]),
      );
      for (const [index, { columns, additional }] of found.entries()) {
        const { uid, arch } = starts[index] ?? { uid: 0, arch: '' };
        expect(columns.TargetUserId).toBe(String(uid));
        expect(columns.TargetUsername).toBe(style.enriched === 'no' ? undefined : userName(uid));
        expect(additional.LoginUsername).toBe(columns.TargetUsername);
        expect(additional.Architecture).toBe(arch);
      }
    }),
    { numRuns: 300 },
  );
});

test('any bytes of an argument come back', () => {
  fc.assert(
    fc.property(fc.array(anyBytes, { maxLength: 30 }), anyStart, anyStyle, (argv, start, style) => {
      const [execution] = executions(readLines(linesOf([{ ...start, argv }], style)).activities);
      expect(execution === undefined ? undefined : bytesOf(execution)).toEqual(argv);
      expect(execution?.additional.ArgvMissing).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

test('every line is a record, skipped with its place told, or blank', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'type=',
      'SYSCALL',
      ' msg=audit(',
      '1767225600.123:7',
      '):',
      'node=x ',
      ' ',
      '\t',
      '\r',
      '\n',
      '\0',
    ),
    fc.constantFrom('type=EXECVE msg=audit(1767225600.123:7): argc=1 a0="x"\n', 'Jan  1 00:00:00 h audispd: ', '\x1d'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const { counts, problems } = readAuditText(text);
      const expected = text.split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(counts.lines).toBe(expected.length);
      expect(counts.records + counts.skipped + counts.blank).toBe(counts.lines);
      const skipped = problems.filter((problem) => problem.code === 'auditd-not-a-record');
      expect(skipped).toHaveLength(counts.skipped);
      for (const { at } of skipped) expect(expected[(at?.line ?? 0) - 1]).toContain(at?.excerpt?.slice(0, 1) ?? '?');
    }),
    { numRuns: 500 },
  );
});
