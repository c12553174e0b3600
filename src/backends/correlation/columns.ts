/** The columns that a query of a correlation makes. Those of groups are called as the rule calls them. */
export const COLUMN = {
  /** When the event of a match happened, in whole milliseconds. */
  time: 'MatchTime',
  /** The place of its rule among the correlation's. */
  rule: 'MatchRule',
  /** What decides between matches of one rule and moment. */
  order: 'MatchOrder',
  /** The id of the alert that it is, or would be. */
  id: 'MatchId',
  /** The number in which a source counts its events, if it does. */
  serial: 'MatchSerial',
  /** What is measured of it: text or a number. */
  value: 'MatchValue',
  /** The place of the match among all, group by group, in the order in which they count. */
  row: 'MatchRow',
  /** Whether it is the first of its group. */
  isFirst: 'MatchIsFirst',
  /** Whether it is not the same match as the one before. */
  isNew: 'MatchIsNew',
  /** When the match so many places before it happened. */
  before: 'MatchBefore',
  /** Whether that one is of the same group. */
  isSame: 'MatchIsSame',
  /** Spans of time as long as the windows: what is in a window is in one of two. */
  bucket: 'MatchBucket',
  /** When the first match of its window happened. */
  window: 'MatchWindow',
  startsWindow: 'MatchStartsWindow',
  values: 'MatchValues',
  /** The same of another match in the window. */
  otherRow: 'OtherRow',
  otherTime: 'OtherTime',
  otherId: 'OtherId',
  otherValue: 'OtherValue',
  /** What was measured in the window. */
  measure: 'Measure',
  first: 'FirstMatch',
  last: 'LastMatch',
  count: 'MatchCount',
  /** The id of the correlation's alert. */
  alert: 'AlertId',
  /** The ids of the matches of the window, newest first; in the end at most `MAX_IDS`. */
  ids: 'MatchIds',
} as const;

export const MAX_IDS = 100;

const TAKEN: ReadonlySet<string> = new Set([...Object.values(COLUMN), 'TimeGenerated', 'Timestamp']);

/**
 * Names of columns for names that a rule gives: letters, digits and `_` only, each different, and none that the query
 * itself or one of `others` has.
 */
export function safeNames(names: readonly string[], others: Iterable<string>): readonly string[] {
  const taken = new Set([...TAKEN, ...others]);
  return names.map((name) => {
    const plain = name
      .replace(/[^A-Za-z0-9_]/g, '_')
      .replace(/^(?![A-Za-z_])/, '_')
      .slice(0, MAX_LENGTH);
    let free = plain;
    for (let number = 2; taken.has(free); number += 1) free = `${plain}_${number}`;
    taken.add(free);
    return free;
  });
}

const MAX_LENGTH = 200;
