import type { Problems } from './problems.ts';
import { nearest } from './suggest.ts';
import { isScalar, valueAt, type YamlEntry, type YamlMap, type YamlNode } from './yaml/node.ts';

/** The most nodes that the documents of a file may stand for, templates and repetitions written out. */
const MAX_NODES = 500_000;

const ACTIONS = ['global', 'reset', 'repeat'] as const;
type Action = (typeof ACTIONS)[number];

/**
 * The documents of a file, where some are templates: `action: global` is merged into every rule behind it, up to the next
 * `global` or `reset`; `action: repeat` is the rule before it, with what the document says merged into it.
 */
export class Collection {
  readonly #problems: Problems;
  #template: YamlMap | undefined;
  #previous: YamlMap | undefined;
  #nodes = 0;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** The rule or filter that a document stands for: null if it is a template, undefined, with a problem, if it is wrong. */
  resolve(root: YamlMap): YamlMap | null | undefined {
    const written = valueAt(root, 'action');
    if (written === undefined) return this.#plain(root);
    const action = isScalar(written) ? ACTIONS.find((known) => known === written.text) : undefined;
    if (action !== undefined) return this.#act(action, withoutAction(root), written);
    const text = isScalar(written) ? written.text : '';
    const suggestion = nearest(text, ACTIONS);
    this.#problems.add('sigma-action', written.span, { reason: `is unknown (${text})`, suggestion });
    return undefined;
  }

  /** Filters, and rules about rules, stand alone. */
  #plain(root: YamlMap): YamlMap | undefined {
    const isAlone = valueAt(root, 'filter') !== undefined || valueAt(root, 'correlation') !== undefined;
    if (this.#template === undefined || isAlone) {
      if (!isAlone) this.#previous = root;
      return root;
    }
    return this.#remember(root, this.#template);
  }

  #act(action: Action, root: YamlMap, at: YamlNode): YamlMap | null | undefined {
    switch (action) {
      case 'global':
        this.#template = root;
        this.#previous = root;
        return null;
      case 'reset':
        this.#template = undefined;
        return null;
      case 'repeat':
        if (this.#previous !== undefined) return this.#remember(this.#previous, root);
        this.#problems.add('sigma-action', at.span, {
          reason: 'has no rule before it to repeat',
          suggestion: undefined,
        });
        return undefined;
    }
  }

  #remember(under: YamlMap, over: YamlMap): YamlMap | undefined {
    this.#nodes += sizeOf(under) + sizeOf(over);
    if (this.#nodes > MAX_NODES) {
      const at = { ...over.span, end: over.span.start + 1 };
      this.#problems.add('yaml-too-many', at, { what: 'nodes, collections written out', limit: MAX_NODES });
      return undefined;
    }
    this.#previous = merged(under, over);
    return this.#previous;
  }
}

function withoutAction(root: YamlMap): YamlMap {
  return { ...root, entries: root.entries.filter(({ key }) => key.text !== 'action') };
}

/** One map over another: what both have is the upper one's, but maps are merged. The place is the lower one's. */
function merged(under: YamlMap, over: YamlMap): YamlMap {
  const upper = new Map(over.entries.map((entry) => [entry.key.text, entry]));
  const lower = new Set(under.entries.map(({ key }) => key.text));
  const changed = under.entries.map((entry) => mergedEntry(entry, upper.get(entry.key.text)));
  return { ...under, entries: [...changed, ...over.entries.filter(({ key }) => !lower.has(key.text))] };
}

function mergedEntry(under: YamlEntry, over: YamlEntry | undefined): YamlEntry {
  if (over === undefined) return under;
  const isDeep = under.value.kind === 'map' && over.value.kind === 'map';
  return isDeep ? { ...over, value: merged(under.value, over.value) } : over;
}

function sizeOf(node: YamlNode): number {
  switch (node.kind) {
    case 'map':
      return node.entries.reduce((sum, { value }) => sum + 1 + sizeOf(value), 1);
    case 'list':
      return node.items.reduce((sum, item) => sum + sizeOf(item), 1);
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return 1;
  }
}
