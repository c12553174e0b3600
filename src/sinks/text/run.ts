import type { InputSummary, Report } from '../../alerts/model.ts';
import { count, plural } from '../format.ts';
import { readings } from '../reading.ts';
import { fields, heading } from './layout.ts';
import { EMPTY, line, type Painter, type Safe } from './paint.ts';

/** What the report rests on: inputs, rules, exclusions, counts, problems, the program. */
export function* runLines(painter: Painter, report: Report): Generator<Safe> {
  yield heading(painter, 'What this report rests on');
  yield EMPTY;
  yield* section(painter, 'Inputs', report.inputs.flatMap(inputLines));
  yield* section(painter, 'Rules', ruleLines(painter, report));
  yield* section(painter, 'Exclusions', exclusionLines(report));
  yield painter.paint('strong', '  Counts');
  yield* fields(
    painter,
    readings(report.stats).map((reading) => [reading.label, [countLine(painter, reading)]]),
    '    ',
  );
  yield EMPTY;
  if (report.problems.length > 0) yield* section(painter, 'Problems', problemLines(painter, report));
  const { program, created, stats } = report;
  yield line`${program.name} ${program.version}, ${created}, ${stats.seconds.toFixed(1)} s`;
}

function* section(painter: Painter, title: string, lines: readonly Safe[]): Generator<Safe> {
  yield painter.paint('strong', `  ${title}`);
  if (lines.length === 0) yield line`    none`;
  for (const one of lines) yield line`    ${one}`;
  yield EMPTY;
}

function inputLines(input: InputSummary): Safe[] {
  const events =
    input.firstEvent === null || input.lastEvent === null
      ? 'no record with a time'
      : `records from ${input.firstEvent} to ${input.lastEvent}`;
  return [
    line`${input.path}  (${input.format}, ${plural(input.bytes, 'byte')})`,
    line`  SHA-256 ${input.sha256}`,
    line`  ${events}`,
  ];
}

function ruleLines(painter: Painter, report: Report): Safe[] {
  const rules = report.rules.map(
    (rule) =>
      line`${rule.countedOnly ? 'only counted' : plural(rule.alerts, 'alert')}  ${painter.level(rule.level)}  ${rule.title}  ${rule.id}  ${rule.path}`,
  );
  return [...rules, line`SHA-256 of rules and exclusions: ${report.rulesHash}`];
}

function exclusionLines(report: Report): Safe[] {
  return report.exclusions.map(({ id, title, path, hidden }) => line`hid ${count(hidden)}  ${title}  ${id}  ${path}`);
}

function countLine(painter: Painter, { value, meaning, concern }: ReturnType<typeof readings>[number]): Safe {
  const shown = concern ? painter.paint('warning', value.padStart(9)) : line`${value.padStart(9)}`;
  return line`${shown}  ${painter.paint('faint', meaning)}`;
}

function problemLines(painter: Painter, report: Report): Safe[] {
  const lines = report.problems.flatMap(({ severity, code, message, place, help }) => [
    line`${place === null ? '' : `${place} `}${painter.paint('warning', severity)} [${code}] ${message}`,
    line`  ${painter.paint('faint', `help: ${help}`)}`,
  ]);
  const more = report.problemsOmitted > 0 ? [line`… and ${plural(report.problemsOmitted, 'problem')} more`] : [];
  return [...lines, ...more];
}
