import { EMPTY, line, type Painter, type Safe } from './paint.ts';

const WIDTH = 100;

/** A heading with a rule to the right edge. */
export function heading(painter: Painter, title: string, mark: Safe = EMPTY): Safe {
  const used = title.length + (mark === EMPTY ? 4 : 13);
  const rest = painter.paint('faint', '━'.repeat(Math.max(4, WIDTH - used)));
  const name = painter.paint('strong', title);
  return mark === EMPTY ? line`━━ ${name} ${rest}` : line`━━ ${name} ━ ${mark} ${rest}`;
}

/** Names in a column, their values beside them; a name with several values is written once, one without is left out. */
export function* fields(
  painter: Painter,
  rows: readonly (readonly [name: string, values: readonly Safe[]])[],
  indent = '  ',
): Generator<Safe> {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  for (const [name, values] of rows)
    for (const [at, value] of values.entries())
      yield line`${indent}${painter.paint('faint', (at === 0 ? name : '').padEnd(width))}${value}`;
}
