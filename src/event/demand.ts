import type { Screen } from './screen.ts';

/** What a consumer demands of a format. The matcher's side fills it in, formats obey it, neither knows the other. */
export interface Demand {
  /** Whether events bring the fields of their audit records. */
  readonly auditRecords: boolean;
  /**
   * Set where events are of no interest that the screen does not let through, and that no alert is near. Such an event
   * is counted and dropped, as early as the format can tell. Without it every event is asked for.
   */
  readonly interest?: Interest;
}

/** Who is asked about an event before it is made. What is let through may be of no interest; what is not surely is. */
export interface Interest {
  readonly screen: Screen;
  /**
   * The screen of the events that match nothing and are asked for all the same, since they may have run beside one that
   * did: below the same server, or below the same parent where no server is known. Undefined where nothing has matched on
   * that host (its Dvc) so far. The answer changes as alerts come, so it is asked at each event.
   * @param time of the event, milliseconds since 1970
   */
  besideAlert(dvc: string, time: number): Screen | undefined;
}

/** Every event, without its audit records. */
export const EVERYTHING: Demand = { auditRecords: false };
