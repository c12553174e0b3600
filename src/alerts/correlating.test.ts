import { expect, test } from 'vitest';
import { eventOf } from '../../test/sigma/correlation/hits.ts';
import type { ProcessEvent } from '../event/process-event.ts';
import { alertOf, type Match } from './alert.ts';
import { Incidents } from './incidents.ts';
import type { Alert } from './model.ts';
import { RootFinder } from './roots.ts';

const MINUTE = 60_000;
const rule = { id: 'rule', title: 'Rule', level: 'high', tags: [] } as unknown as Match['rule'];

function matchOf(event: ProcessEvent): Match {
  return { rule, event, evidence: [], excludedBy: null };
}

function at(minutes: number): ProcessEvent {
  return eventOf({ time: minutes * MINUTE, serial: minutes, columns: { ActingProcessId: '7' } });
}

/** The alert of an event, as it comes when all has been read. */
function later(incidents: Incidents, minutes: number, before: readonly number[] = []): Alert {
  const event = at(minutes);
  return incidents.addLater(event, before.map(at), (incident) => ({
    ...alertOf(matchOf(event), incident),
    id: `later ${minutes}`,
  }));
}

test('a later alert joins the incident of its event, also where others with the same parent came behind', () => {
  const incidents = new Incidents(new RootFinder([]));
  const [first] = incidents.add(at(100), [matchOf(at(100))]);
  const [second] = incidents.add(at(200), [matchOf(at(200))]);
  expect(second?.incident).not.toBe(first?.incident);
  expect(later(incidents, 110).incident).toBe(first?.incident);
  expect(later(incidents, 90).incident).toBe(first?.incident);
  expect(later(incidents, 201).incident).toBe(second?.incident);
  const [third] = incidents.add(at(210), [matchOf(at(210))]);
  expect(third?.incident).toBe(second?.incident);
});

test('and begins one of its own where none is near, which does not take over what goes on', () => {
  const incidents = new Incidents(new RootFinder([]));
  const [now] = incidents.add(at(500), [matchOf(at(500))]);
  const old = later(incidents, 100, [98, 99]);
  expect(old.incident).not.toBe(now?.incident);
  const [next] = incidents.add(at(501), [matchOf(at(501))]);
  expect(next?.incident).toBe(now?.incident);
  const finished = incidents.finish();
  expect(finished.map(({ id }) => id)).toEqual([old.incident, now?.incident]);
  expect(finished[0]).toMatchObject({ firstTime: new Date(98 * MINUTE).toISOString(), alertCount: 1, omitted: 0 });
});

test('its alerts stand in the order of time', () => {
  const incidents = new Incidents(new RootFinder([]));
  incidents.add(at(10), [matchOf(at(10))]);
  later(incidents, 5);
  later(incidents, 7);
  expect(incidents.finish()[0]?.alerts.map(({ time }) => Date.parse(time) / MINUTE)).toEqual([5, 7, 10]);
});
