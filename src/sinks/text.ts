import { ExcludedAlerts } from './excluded.ts';
import type { Sink } from './sink.ts';
import { Painter } from './text/paint.ts';
import { reportLines } from './text/report.ts';

/** The report for a terminal and for pasting: incidents with their trees and evidence, then what the run rests on. */
export const text: Sink = {
  name: 'text',
  description: 'incidents with process trees and evidence, for reading and pasting',
  extension: 'txt',
  namesInputs: true,
  open(write, options) {
    const excluded = new ExcludedAlerts();
    const painter = new Painter(options.color);
    return {
      alert: (alert) => excluded.add(alert),
      end(report) {
        for (const line of reportLines(painter, report, excluded)) write(`${line.text.trimEnd()}\n`);
      },
    };
  },
};
