import { ExcludedAlerts } from './excluded.ts';
import { page } from './html/page.ts';
import type { Sink } from './sink.ts';

/** One self-contained file for reading, filtering, printing and archiving; nothing in it is loaded or runs log text. */
export const html: Sink = {
  name: 'html',
  description: 'one self-contained report, for browsers and for print',
  extension: 'html',
  namesInputs: true,
  open(write) {
    const excluded = new ExcludedAlerts();
    return {
      alert: (alert) => excluded.add(alert),
      end(report) {
        for (const part of page(report, excluded)) write(part.markup);
      },
    };
  },
};
