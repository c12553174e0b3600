import type { Incident, TreeNode } from '../../alerts/model.ts';
import { printable } from '../../diagnostic/printable.ts';
import { cut } from '../cut.ts';
import { count, delta } from '../format.ts';
import { changedUser, nodeMarks, nodeTitle } from '../node.ts';
import { EMPTY, line, type Painter, type Safe } from './paint.ts';

const TIME_WIDTH = 11;
const WIDTH = 116;
const NARROWEST = 40;

/** The process tree of an incident, one execution a line. `numbers` tells where an alert's evidence is listed. */
export function* treeLines(
  painter: Painter,
  incident: Incident,
  numbers: ReadonlyMap<string, number>,
): Generator<Safe> {
  const context = { painter, numbers, from: incident.firstTime };
  const box = { first: '', rest: '' };
  for (const [at, node] of incident.tree.entries())
    yield* nodeLines(context, node, box, changedUser(node, undefined, incident.tree[at - 1]));
  if (incident.omitted > 0)
    yield line`  ${''.padEnd(TIME_WIDTH)} … and ${count(incident.omitted)} executions more, left out because the tree is full`;
}

interface Context {
  readonly painter: Painter;
  readonly numbers: ReadonlyMap<string, number>;
  readonly from: string;
}

/** The box characters before a node's own line, and before the lines of its children. */
interface Branch {
  readonly first: string;
  readonly rest: string;
}

function* nodeLines(context: Context, node: TreeNode, branch: Branch, user: string | null): Generator<Safe> {
  yield nodeLine(context, node, branch.first, user);
  for (const [at, child] of node.children.entries()) {
    const last = at === node.children.length - 1;
    const next = { first: `${branch.rest}${last ? '└─ ' : '├─ '}`, rest: `${branch.rest}${last ? '   ' : '│  '}` };
    yield* nodeLines(context, child, next, changedUser(child, node, node.children[at - 1]));
  }
}

function nodeLine({ painter, numbers, from }: Context, node: TreeNode, box: string, user: string | null): Safe {
  const time = painter.paint('faint', delta(node.time, from).padStart(TIME_WIDTH));
  const mark = node.alerts.length > 0 ? painter.paint('high', `● ${alertNumber(node, numbers)}`) : EMPTY;
  const width = Math.max(NARROWEST, WIDTH - TIME_WIDTH - box.length);
  const title = cut(printable(cut(nodeTitle(node), width)), width);
  const shown = node.alerts.length > 0 ? painter.paint('strong', title) : line`${title}`;
  const notes = painter.paint('faint', nodeNotes(node, user).join(', '));
  return line`  ${time}  ${deep(box)}${mark}${shown}  ${notes}`;
}

function alertNumber(node: TreeNode, numbers: ReadonlyMap<string, number>): string {
  const known = [...new Set(node.alerts.map((id) => numbers.get(id)).filter((number) => number !== undefined))];
  return known.map((number) => `#${number} `).join('');
}

function nodeNotes(node: TreeNode, user: string | null): string[] {
  return [`pid ${node.pid}`, ...(user === null ? [] : [`user ${user}`]), ...nodeMarks(node)];
}

const DEEPEST = 60;

/** A chain of hundreds of processes must not push its lines off the page. */
function deep(box: string): string {
  return box.length <= DEEPEST ? box : `…${box.slice(box.length - DEEPEST + 1)}`;
}
