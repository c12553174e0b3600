import { describe, expect, it } from 'vitest';
import { alertOf, incidentOf, reportOf, statsOf } from '../../test/sinks/sample.ts';
import { readings, verdict } from './reading.ts';

describe('verdict', () => {
  it('does not take an empty input for a clean one', () => {
    const { headline, caveats } = verdict(reportOf({ stats: statsOf({ events: 0 }) }));
    expect(headline).toBe('No alerts, because no process creation was found in the inputs');
    expect(caveats[0]).toContain('does not show that nothing happened');
  });

  it('says nothing more of a clean run', () => {
    expect(verdict(reportOf())).toEqual({ headline: 'No alerts in 6,120 process creations', caveats: [] });
  });

  it('names every limit', () => {
    const stats = statsOf({
      skipped: 2,
      lost: 3,
      incomplete: 1,
      unknownParents: 4,
      evicted: 5,
      rules: { loaded: 1, unsupported: 1, unindexed: [] },
    });
    expect(verdict(reportOf({ stats })).caveats).toEqual([
      'The answer is limited: lines skipped 2, events lost 3, incomplete events 1, unknown parents 4, processes forgotten 5, rules used 1 of 2.',
    ]);
  });

  it('counts incidents that the report has no room for', () => {
    const alert = alertOf({ id: 'a', time: '2026-11-25T07:36:22.000Z', host: 'h', pid: '1', name: '/bin/id' });
    const report = reportOf({ incidents: [incidentOf('i', [alert])], stats: statsOf({ alerts: 3, incidents: 3 }) });
    expect(verdict(report).headline).toBe('3 alerts in 3 incidents on 1 host');
    expect(verdict(report).caveats).toEqual([
      '2 incidents more than this report has room for: --output json has every alert.',
    ]);
  });
});

describe('readings', () => {
  it('says that no rule was used', () => {
    expect(readings(statsOf({ rules: { loaded: 0, unsupported: 0, unindexed: [] } })).at(-1)?.concern).toBe(true);
  });

  it('gives the share of unknown parents', () => {
    const reading = readings(statsOf({ events: 200, unknownParents: 50 })).find(
      ({ label }) => label === 'Unknown parents',
    );
    expect(reading?.meaning).toContain('(25 % of all)');
  });
});
