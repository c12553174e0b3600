import type { Alert } from '../../alerts/model.ts';
import { correlationText, groupText, lineageText, testText } from '../describe.ts';
import { count, plural } from '../format.ts';
import type { SameAlerts } from '../same.ts';
import { fields } from './layout.ts';
import { EMPTY, line, type Painter, type Safe } from './paint.ts';

/** Groups of alerts listed for one incident; beyond, only their number is told. */
const MAX_LISTED = 50;

/** The evidence of alerts, those of one shape as one entry. `unlisted` alerts are not in the report at all. */
export function* alertLines(painter: Painter, groups: readonly SameAlerts[], unlisted = 0): Generator<Safe> {
  for (const [at, group] of groups.slice(0, MAX_LISTED).entries()) {
    yield EMPTY;
    yield* groupLines(painter, group, at + 1);
  }
  const left = groups.slice(MAX_LISTED).reduce((sum, { others }) => sum + 1 + others.length, unlisted);
  if (left === 0) return;
  yield EMPTY;
  yield line`  … and ${plural(left, 'alert')} more: --output json has all of them.`;
}

function* groupLines(painter: Painter, { first: alert, others }: SameAlerts, number: number): Generator<Safe> {
  yield line`  ${painter.paint('strong', `#${number}`)} ${alert.time}  ${painter.level(alert.rule.level)}  ${alert.rule.title}`;
  yield* fields(
    painter,
    [
      ['Command', [line`${alert.process.commandLine ?? 'not in the log'}`]],
      ['Process', [processLine(alert)]],
      ...correlationFields(alert),
      ['Matched', alert.matched.map((evidence) => evidenceLine(painter, evidence))],
      ['Parents', parentLines(alert)],
      ['Origin', [originLine(alert)]],
      ['Alert id', [line`${alert.id}`]],
      ['Excluded', alert.excludedBy === null ? [] : [painter.paint('warning', `by ${alert.excludedBy}`)]],
      ['Repeated', repeats(others)],
    ],
    '     ',
  );
}

function processLine({ process, user }: Alert): Safe {
  const directory = process.currentDirectory === null ? '' : `, in ${process.currentDirectory}`;
  return line`${process.name}, pid ${process.pid}, user ${user ?? 'unknown'}${directory}`;
}

/** What a correlation counted: the matches one by one, the newest of many. */
function correlationFields({ correlation }: Alert): (readonly [string, readonly Safe[]])[] {
  if (correlation === undefined) return [];
  const { from, to, memberCount, newest } = correlation;
  const more = memberCount - newest.length;
  return [
    ['Counted', [line`${correlationText(correlation)}, from ${from} to ${to}`]],
    ['Group', correlation.groupBy.length === 0 ? [] : [line`${groupText(correlation)}`]],
    [
      'Matches',
      [
        ...(more > 0 ? [line`${plural(more, 'match', 'matches')} before:`] : []),
        ...newest.map(
          (match) => line`${match.time}  pid ${match.pid}  ${match.rule.title}: ${match.commandLine ?? match.name}`,
        ),
      ],
    ],
  ];
}

function evidenceLine(painter: Painter, evidence: Alert['matched'][number]): Safe {
  const found = evidence.value ?? '(absent)';
  return line`${evidence.selection}: ${painter.paint('value', testText(evidence))} = ${found}  ${painter.paint('faint', `(${evidence.column})`)}`;
}

function parentLines({ lineage }: Alert): Safe[] {
  if (lineage.length === 0) return [line`unknown: the log does not show them`];
  return lineage.map((ancestor) => line`${lineageText(ancestor)}  ${ancestor.commandLine ?? ''}`);
}

function originLine({ origin }: Alert): Safe {
  const serial = origin.serial === undefined ? '' : `, serial ${origin.serial}`;
  return line`${origin.source}:${origin.line}${serial}, byte ${count(origin.offset)}`;
}

function repeats(others: readonly Alert[]): Safe[] {
  const last = others.at(-1);
  if (last === undefined) return [];
  return [line`${plural(others.length, 'time')} more, last at ${last.time}; --output json has each`];
}
