import type { Incident, TreeNode } from '../../alerts/model.ts';
import { cut } from '../cut.ts';
import { type Level, levels } from '../describe.ts';
import { delta, plural } from '../format.ts';
import { changedUser, nodeMarks, nodeTitle } from '../node.ts';
import { type Html, html } from './markup.ts';
import { code } from './parts.ts';

/** Characters of a command line in the tree. */
const MAX_TITLE = 2000;
/** Parsers of HTML give up nesting at 512 elements; three of them make a level. */
const DEEPEST = 100;

function levelsOf({ alerts }: Incident): ReadonlyMap<string, Level> {
  return new Map(alerts.map((alert) => [alert.id, alert.rule.level]));
}

/** The gravest level of a node's alerts; an alert that the report does not list counts as the incident's. */
function worst({ levels: known, level }: Context, { alerts }: TreeNode): Level {
  return levels.find((candidate) => alerts.some((id) => (known.get(id) ?? level) === candidate)) ?? level;
}

interface Context {
  readonly from: string;
  /** Level of each alert by its id. */
  readonly levels: ReadonlyMap<string, Level>;
  readonly level: Level;
  readonly numbers: ReadonlyMap<string, number>;
  /** What the ids of the incident's evidence begin with. */
  readonly anchor: string;
}

/** The process tree of an incident as nested lists whose branches fold without a script. */
export function processTree(incident: Incident, numbers: ReadonlyMap<string, number>, anchor: string): Html {
  const context = { from: incident.firstTime, level: incident.level, levels: levelsOf(incident), numbers, anchor };
  const omitted =
    incident.omitted > 0 &&
    html`<p class="hint">${plural(incident.omitted, 'execution')} more, left out because the tree is full.</p>`;
  if (incident.tree.length === 0) return html`<p class="hint">The log shows no process above or below.</p>${omitted}`;
  return html`<div class="tree" tabindex="0" role="region" aria-label="Process tree"><ul>${items(context, incident.tree, undefined, 0)}</ul></div>${omitted}
`;
}

function items(context: Context, nodes: readonly TreeNode[], above: TreeNode | undefined, depth: number): Html[] {
  return nodes.map((node, at) => {
    const row = nodeRow(context, node, changedUser(node, above, nodes[at - 1]));
    if (node.children.length === 0) return html`<li>${row}</li>\n`;
    if (depth === DEEPEST)
      return html`<li>${row}<p class="hint">Deeper levels are in <code>--output json --incidents</code>.</p></li>\n`;
    return html`<li><details open><summary>${row}</summary><ul>${items(context, node.children, node, depth + 1)}</ul></details></li>\n`;
  });
}

function nodeRow(context: Context, node: TreeNode, user: string | null): Html {
  const marked = node.alerts.length > 0 && ` marked ${worst(context, node)}`;
  return html`<span class="time">${delta(node.time, context.from)}</span><span class="node${marked}">${links(context, node)}${title(node)} ${notes(node, user)}</span>`;
}

function title(node: TreeNode): Html {
  if (node.name === null && node.commandLine === null) return html`<span class="unknown">unknown program</span>`;
  return code(cut(nodeTitle(node), MAX_TITLE));
}

function links({ numbers, anchor }: Context, { alerts }: TreeNode): Html[] {
  const known = [...new Set(alerts.map((id) => numbers.get(id)).filter((number) => number !== undefined))];
  return known.map((number) => html`<a class="number" href="#${anchor}-alert-${number}">#${number}</a> `);
}

function notes(node: TreeNode, changed: string | null): Html {
  const user = changed !== null && html` <span class="chip user">${changed}</span>`;
  const marks = nodeMarks(node).map((mark) => html` <span class="chip unsure">${mark}</span>`);
  return html`<span class="pid">${node.pid}</span>${user}${marks}`;
}
