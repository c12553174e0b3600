import type { Alert, Report } from '../alerts/model.ts';

/** Excluded alerts that the flow passes on (`--show-excluded`) and no incident holds; only the first few are kept. */
export class ExcludedAlerts {
  readonly kept: Alert[] = [];
  total = 0;

  add(alert: Alert): void {
    if (alert.excludedBy === null) return;
    this.total++;
    if (this.kept.length < MAX_EXCLUDED) this.kept.push(alert);
  }

  /** Those that no incident of the report lists. */
  outside(report: Report): Alert[] {
    const listed = new Set(report.incidents.flatMap((incident) => incident.alerts.map((alert) => alert.id)));
    return this.kept.filter((alert) => !listed.has(alert.id));
  }
}

const MAX_EXCLUDED = 200;
