import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_SIZE, type PendingEvent } from './pending.ts';
import { ReorderQueue } from './reorder.ts';

function eventOf(time: number, serial: number, firstLine = 0): PendingEvent {
  return {
    ...{ time, serial, firstLine, uid: `${time}:${serial}`, source: 'x', offset: 0, line: 1 },
    ...{ caller: undefined, argv: undefined, cwd: undefined, invoked: undefined, proctitle: undefined },
    ...{ container: undefined, records: undefined, size: EVENT_SIZE, closed: false, next: undefined },
  };
}

function queueOf(millis = 100, lines = 10): { queue: ReorderQueue; given: string[] } {
  const given: string[] = [];
  const queue = new ReorderQueue({ millis, lines, maxSize: Number.POSITIVE_INFINITY }, (event) =>
    given.push(event.uid),
  );
  return { queue, given };
}

describe('the window', () => {
  test('both time and lines must have passed', () => {
    const { queue, given } = queueOf();
    queue.add(eventOf(0, 1, 0));
    queue.advance(100);
    expect(given).toEqual([]);
    queue.add(eventOf(101, 2, 5));
    queue.advance(5);
    expect(given).toEqual([]);
    queue.advance(11);
    expect(given).toEqual(['0:1']);
  });
  test('events come in order of time, then serial', () => {
    const { queue, given } = queueOf();
    for (const [time, serial] of [
      [5, 9],
      [3, 7],
      [5, 8],
      [1, 10],
    ] as const)
      queue.add(eventOf(time, serial));
    queue.shrink(0);
    expect(given).toEqual(['1:10', '3:7', '5:8', '5:9']);
  });
  test('any order comes out sorted', () => {
    const stamps = fc.uniqueArray(fc.tuple(fc.nat(50), fc.nat(50)), { selector: String, maxLength: 200 });
    fc.assert(
      fc.property(stamps, (list) => {
        const { queue, given } = queueOf();
        for (const [time, serial] of list) queue.add(eventOf(time, serial));
        queue.shrink(0);
        const sorted = [...list].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(given).toEqual(sorted.map(([time, serial]) => `${time}:${serial}`));
        expect(queue.size).toBe(0);
      }),
    );
  });
});

describe('finding', () => {
  test('by time and serial, while it waits', () => {
    const { queue } = queueOf();
    const [a, b] = [eventOf(1, 7), eventOf(2, 7)];
    queue.add(a);
    queue.add(b);
    expect(queue.find(1, 7)).toBe(a);
    expect(queue.find(2, 7)).toBe(b);
    expect(queue.find(3, 7)).toBeUndefined();
    expect(queue.find(1, 8)).toBeUndefined();
    queue.shrink(queue.size - 1);
    expect(queue.find(1, 7)).toBeUndefined();
    expect(queue.find(2, 7)).toBe(b);
  });
  test('any sequence of steps finds exactly what waits', () => {
    const steps = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.boolean()), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (list) => {
        const waiting = new Map<string, PendingEvent>();
        const window = { millis: 1, lines: 1, maxSize: 1 };
        const queue = new ReorderQueue(window, (event) => waiting.delete(event.uid));
        for (const [time, serial, take] of list) {
          if (take) queue.shrink(queue.size - 1);
          else if (queue.find(time, serial) === undefined) {
            const event = eventOf(time, serial);
            waiting.set(event.uid, event);
            queue.add(event);
          }
          for (let at = 0; at < 16; at += 1) {
            expect(queue.find(at >> 2, at & 3)).toBe(waiting.get(`${at >> 2}:${at & 3}`));
          }
        }
      }),
    );
  });
});

describe('hostile orders take no time', () => {
  test.each([
    ['times that fall', (index: number) => [1e9 - index, index]],
    ['one serial for all', (index: number) => [index, 7]],
    ['one time for all', (index: number) => [0, 1e9 - index]],
    ['far apart', (index: number) => [(index % 2) * 1e12 + index, index]],
  ] as const)('%s', (_, stamp) => {
    const { queue, given } = queueOf(2000, 2048);
    const started = performance.now();
    for (let index = 0; index < 100_000; index += 1) {
      const [time = 0, serial = 0] = stamp(index);
      if (queue.find(time, serial) === undefined) queue.add(eventOf(time, serial, index));
      queue.advance(index);
    }
    queue.shrink(0);
    expect(given).toHaveLength(100_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
