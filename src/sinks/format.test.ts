import { describe, expect, it } from 'vitest';
import { cut, cutEvidence } from './cut.ts';
import { delta, duration, plural } from './format.ts';
import { stepFor, tickLabel, ticks } from './html/scale.ts';

const at = (milliseconds: number) => new Date(Date.UTC(2026, 10, 25) + milliseconds).toISOString();

it.each([
  [0, '0 ms'],
  [850, '850 ms'],
  [7600, '7.6 s'],
  [182_000, '3 min 2 s'],
  [7_500_000, '2 h 5 min'],
  [97_200_000, '1 d 3 h'],
  [86_400_000, '1 d'],
  [Number.NaN, 'unknown'],
])('duration of %d ms is %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));

it.each([
  [0, '+0.000s'],
  [12, '+0.012s'],
  [-1500, '−1.500s'],
  [182_000, '+3m02s'],
  [-7_500_000, '−2h05m'],
  [97_200_000, '+1d03h'],
])('delta of %d ms is %s', (milliseconds, text) => expect(delta(at(milliseconds), at(0))).toBe(text));

it('knows no delta of an unknown time', () => {
  expect(delta(null, at(0))).toBe('');
  expect(delta('yesterday', at(0))).toBe('');
});

it('counts in words', () => {
  expect(plural(1, 'alert')).toBe('1 alert');
  expect(plural(1234, 'match', 'matches')).toBe('1,234 matches');
});

describe('cut', () => {
  it('leaves short text, and cuts long text between characters', () => {
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abcd', 3)).toBe('ab…');
    expect(cut('a🐚bc', 3)).toBe('a…');
    expect(cut('a🐚bc', 4)).toBe('a🐚…');
  });

  it('says how much there was of evidence', () => {
    expect(cutEvidence('x'.repeat(2000), 2)).toBe('xx… (cut: 2,000 characters; the whole is in --output json)');
  });
});

describe('the time axis', () => {
  it('divides a span into at most the wanted parts', () => {
    for (let span = 1; span < 1e13; span *= 3) expect(span / stepFor(span, 8)).toBeLessThanOrEqual(8);
  });

  it('stands on full steps', () => {
    const from = Date.UTC(2026, 10, 25, 7, 36, 2);
    const { step, at: marks } = ticks(from, from + 900_000, 8);
    expect(step).toBe(120_000);
    expect(marks.map((mark) => tickLabel(mark, step).clock)).toEqual([
      '07:38',
      '07:40',
      '07:42',
      '07:44',
      '07:46',
      '07:48',
      '07:50',
    ]);
  });

  it('is as fine as its step', () => {
    const time = Date.UTC(2026, 10, 25, 7, 36, 2, 5);
    expect(tickLabel(time, 5)).toEqual({ clock: '07:36:02.005', date: '2026-11-25' });
    expect(tickLabel(time, 10_000).clock).toBe('07:36:02');
    expect(tickLabel(time, 86_400_000)).toEqual({ clock: '', date: '2026-11-25' });
  });
});
