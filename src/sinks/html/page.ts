import type { Report } from '../../alerts/model.ts';
import type { ExcludedAlerts } from '../excluded.ts';
import { type Html, html } from './markup.ts';

export function* page(report: Report, _excluded: ExcludedAlerts): Generator<Html> {
  yield html`<!doctype html><title>${report.hunt.title}</title>`;
}
