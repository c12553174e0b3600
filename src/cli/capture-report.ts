import { basename } from 'node:path';
import { printable } from '../diagnostic/printable.ts';
import type { CaptureResult } from '../hunt/capture.ts';
import { plural } from '../sinks/format.ts';
import type { Setup } from './setup.ts';
import { table } from './table.ts';

const HEAD = ['capture', 'executions', 'malicious', 'hit', 'missed', 'false alerts', 'as expected'];

/** Whether what was raised is what is expected; a capture of which nothing is expected passes. */
export function passes({ difference }: CaptureResult): boolean {
  return difference === undefined || difference.missing.length + difference.unexpected.length === 0;
}

/** Writes the results of a hunt's captures, by their folders: a table, then each deviation from what is expected. */
export function captureReport(
  { hunt, ruleset }: Setup,
  results: ReadonlyMap<string, CaptureResult>,
  write: (text: string) => void,
): void {
  const used = `${plural(ruleset.rules.length, 'rule')}, ${plural(ruleset.filters.length, 'exclusion')}`;
  write(`${printable(hunt.name)}: ${used}\n\n`);
  const rows = [...results].map(([folder, result]) => [nameOf(folder), ...numbers(result), verdict(result)]);
  write(table(HEAD, [...rows, total([...results.values()])]));
  for (const [folder, { difference }] of results) {
    for (const each of difference?.missing ?? []) write(`${nameOf(folder)}: missing ${printable(each)}\n`);
    for (const each of difference?.unexpected ?? []) write(`${nameOf(folder)}: unexpected ${printable(each)}\n`);
  }
  write('\n');
}

function nameOf(folder: string): string {
  return printable(basename(folder));
}

function numbers({ executions, malicious, hit, missed, falseAlerts }: CaptureResult): string[] {
  return [executions, malicious, hit, missed, falseAlerts].map(String);
}

function verdict(result: CaptureResult): string {
  return result.difference === undefined ? 'nothing expected' : passes(result) ? 'yes' : 'NO';
}

function total(all: readonly CaptureResult[]): string[] {
  const sum = (pick: (result: CaptureResult) => number): string =>
    String(all.reduce((value, each) => value + pick(each), 0));
  return [
    'total',
    sum((each) => each.executions),
    sum((each) => each.malicious),
    sum((each) => each.hit),
    sum((each) => each.missed),
    sum((each) => each.falseAlerts),
    `${all.filter(passes).length} of ${all.length}`,
  ];
}
