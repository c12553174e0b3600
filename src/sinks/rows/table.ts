import { printable } from '../../diagnostic/printable.ts';
import { cellText, type RowSink, type RowValue } from './row-sink.ts';

/** Cells longer than this are cut, and say so. */
const MAX_WIDTH = 100;

/** Columns one beside the other, for a terminal; nothing in a cell can move it. */
export const table: RowSink = {
  name: 'table',
  description: 'aligned columns, for reading; long cells are cut',
  write({ columns, rows }, write) {
    const head = columns.map(({ name }) => cell(name));
    const body = rows.map((row) => row.map(cell));
    const widths = head.map((title, at) =>
      body.reduce((most, row) => Math.max(most, width(row[at] ?? '')), width(title)),
    );
    const isNumber = columns.map(({ type }) => NUMBERS.has(type));
    const line = (cells: readonly string[]): string =>
      `${cells.map((text, at) => padded(text, widths[at] ?? 0, isNumber[at] === true)).join('  ')}`.trimEnd();
    write(`${line(head)}\n${widths.map((each) => '-'.repeat(each)).join('  ')}\n`);
    for (const row of body) write(`${line(row)}\n`);
    write(`${rows.length} ${rows.length === 1 ? 'row' : 'rows'}\n`);
  },
};

const NUMBERS: ReadonlySet<string> = new Set(['long', 'int', 'real', 'decimal']);

function cell(value: RowValue): string {
  const text = printable(cellText(value));
  const points = Array.from(text);
  return points.length <= MAX_WIDTH ? text : `${points.slice(0, MAX_WIDTH - 1).join('')}…`;
}

function width(text: string): number {
  return Array.from(text).length;
}

function padded(text: string, wanted: number, isNumber: boolean): string {
  const fill = ' '.repeat(Math.max(0, wanted - width(text)));
  return isNumber ? fill + text : text + fill;
}
