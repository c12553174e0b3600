import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import { Correlator } from '../match/correlation/correlator.ts';
import type { CountStats, Firing } from '../match/correlation/counting.ts';
import type { PreparedCorrelation } from '../match/correlation/prepare.ts';
import type { SigmaCorrelation } from '../sigma/correlation/ir.ts';
import type { Match } from './alert.ts';
import { correlationAlert, hitOf, lastOf } from './correlation.ts';
import { correlationId } from './identity.ts';
import type { Incidents } from './incidents.ts';
import type { Alert } from './model.ts';

/** Counts matches for correlations, and makes their alerts: each joins the incident of its last match. */
export class Correlating {
  readonly #correlator: Correlator<Match>;
  readonly #isRaised: (correlation: SigmaCorrelation, id: string) => boolean;
  readonly #incidents: Incidents;

  /** `isRaised` says whether a correlation's alert, of this id, is wanted. */
  constructor(
    correlations: readonly PreparedCorrelation[],
    incidents: Incidents,
    isRaised: (correlation: SigmaCorrelation, id: string) => boolean,
  ) {
    this.#correlator = new Correlator(correlations, correlationId);
    this.#incidents = incidents;
    this.#isRaised = isRaised;
  }

  get stats(): CountStats {
    return this.#correlator.stats();
  }

  /** Takes a match that no filter excludes. Returns alerts only where much waits. */
  add(match: Match): Alert[] {
    return this.#correlator.counts(match.rule) ? this.#alertsOf(this.#correlator.add(hitOf(match))) : [];
  }

  /** The alerts of all that was counted. */
  end(): Alert[] {
    return this.#alertsOf(this.#correlator.end());
  }

  /** What could not be counted. */
  problems(): Diagnostic[] {
    const { dropped, droppedGroups: groups, late, ignored } = this.stats;
    const isWhole = dropped + groups + late === 0;
    return [
      ...(isWhole ? [] : [report('correlation-dropped', undefined, { matches: dropped, late, groups })]),
      ...(ignored === 0 ? [] : [report('correlation-not-numbers', undefined, { count: ignored })]),
    ];
  }

  #alertsOf(firings: readonly Firing<Match>[]): Alert[] {
    return firings
      .filter(({ correlation, id }) => this.#isRaised(correlation, id))
      .map((firing) => {
        const before = firing.newest.map(({ event }) => event);
        return this.#incidents.addLater(lastOf(firing).event, before, (incident) => correlationAlert(firing, incident));
      });
  }
}
