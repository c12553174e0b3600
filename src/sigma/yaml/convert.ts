import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { SourceText, Span } from '../../diagnostic/source-text.ts';
import type { Problems } from '../problems.ts';
import { MAX_DEPTH } from './depth.ts';
import type { ScalarStyle, YamlEntry, YamlNode, YamlScalar } from './node.ts';

/** The most nodes that a document may stand for once its aliases are written out. */
const MAX_NODES = 200_000;

/** Turns a composed document into our nodes; undefined (and problems) if it holds what rules must not hold. */
export function convertDocument(
  source: SourceText,
  document: Document.Parsed,
  problems: Problems,
): YamlNode | undefined {
  const before = problems.errors;
  const converter = new Converter(source, problems);
  const root = converter.convert(document.contents, { source, start: 0, end: 1 }).node;
  return problems.errors > before ? undefined : root;
}

/** A node with what it stands for: how many nodes, and how many levels. */
interface Measured {
  readonly node: YamlNode;
  readonly size: number;
  readonly height: number;
}

class Converter {
  readonly #source: SourceText;
  readonly #problems: Problems;
  readonly #anchors = new Map<string, Measured | 'open'>();
  #total = 0;

  constructor(source: SourceText, problems: Problems) {
    this.#source = source;
    this.#problems = problems;
  }

  convert(node: Node | null | undefined, near: Span): Measured {
    const at = this.#spanOf(node, near);
    if (node === null || node === undefined) return leaf(nullAt(at));
    if (isAlias(node)) return this.#alias(node.source, at);
    const anchor = 'anchor' in node ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    const measured = this.#count(this.#content(node, at), 1, at);
    if (anchor !== undefined) this.#anchors.set(anchor, measured);
    return measured;
  }

  #content(node: Node, at: Span): Measured {
    if (isMap(node)) return this.#map(node.items as Pair<Node, Node | null>[], at);
    if (isSeq(node)) return this.#list(node.items as Node[], at);
    if (isScalar(node)) return leaf(this.#scalar(node, at));
    return leaf(nullAt(at));
  }

  #list(items: readonly Node[], at: Span): Measured {
    const converted = items.map((item) => this.convert(item, at));
    return grown({ kind: 'list', items: converted.map(({ node }) => node), span: at }, converted);
  }

  #map(pairs: readonly Pair<Node, Node | null>[], at: Span): Measured {
    const seen = new Map<string, Span>();
    const entries: YamlEntry[] = [];
    const values: Measured[] = [];
    for (const pair of pairs) {
      const key = this.#key(pair.key, at);
      if (key === undefined) continue;
      const first = seen.get(key.text);
      if (first !== undefined) this.#duplicate(key, first);
      seen.set(key.text, key.span);
      const value = this.convert(pair.value, key.span);
      values.push(value);
      entries.push({ key, value: value.node });
    }
    return grown({ kind: 'map', entries, span: at }, values);
  }

  #duplicate(key: YamlScalar, first: Span): void {
    const { line } = first.source.position(first.start);
    this.#problems.add('yaml-duplicate-key', key.span, { key: key.text, line });
  }

  #key(key: Node | null, near: Span): YamlScalar | undefined {
    const { node } = this.convert(key, near);
    if (node.kind === 'map' || node.kind === 'list') {
      this.#problems.add('yaml-unsupported', node.span, { what: 'maps and lists as keys' });
      return undefined;
    }
    if (node.text === '<<' && node.style === 'plain') {
      this.#problems.add('yaml-unsupported', node.span, { what: 'merge keys' });
      return undefined;
    }
    return node;
  }

  #alias(name: string, at: Span): Measured {
    const target = this.#anchors.get(name);
    if (target !== undefined && target !== 'open') return this.#count(target, target.size, at);
    const reason = target === 'open' ? 'refers to a node that it is in' : 'refers to no anchor';
    this.#problems.add('yaml-alias', at, { name, reason });
    return leaf(nullAt(at));
  }

  /** Bounds what aliases of aliases may multiply to. */
  #count(measured: Measured, added: number, at: Span): Measured {
    const before = this.#total;
    this.#total += added;
    if (before <= MAX_NODES && this.#total > MAX_NODES)
      this.#problems.add('yaml-too-many', at, { what: 'nodes, aliases written out', limit: MAX_NODES });
    const isTooDeep = measured.height > MAX_DEPTH;
    if (isTooDeep) this.#problems.add('yaml-too-deep', at, { limit: MAX_DEPTH });
    return isTooDeep || this.#total > MAX_NODES ? leaf(nullAt(at)) : measured;
  }

  #scalar(scalar: Scalar, span: Span): YamlScalar {
    const { value } = scalar;
    const style = STYLES[scalar.type ?? 'PLAIN'] ?? 'plain';
    const written = scalar.source ?? '';
    if (value === null || value === undefined) return nullAt(span);
    if (typeof value === 'boolean') return { kind: 'boolean', value, text: written, style, span };
    if (typeof value === 'bigint') {
      const number = Number(value);
      return { kind: 'number', value: number, exact: Number.isSafeInteger(number), text: written, style, span };
    }
    if (typeof value === 'number')
      return { kind: 'number', value, exact: Number.isFinite(value), text: written, style, span };
    if (typeof value === 'string') return { kind: 'string', text: value, style, span };
    this.#problems.add('yaml-unsupported', span, { what: 'binary values and dates with a tag' });
    return nullAt(span);
  }

  #spanOf(node: Node | null | undefined, near: Span): Span {
    const range = node?.range;
    if (range === null || range === undefined) return near;
    return { source: this.#source, start: range[0], end: Math.max(range[0] + 1, range[1]) };
  }
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_FOLDED: 'block',
  BLOCK_LITERAL: 'block',
};

function nullAt(span: Span): YamlScalar {
  return { kind: 'null', text: 'null', style: 'plain', span };
}

function leaf(node: YamlNode): Measured {
  return { node, size: 1, height: 0 };
}

function grown(node: YamlNode, children: readonly Measured[]): Measured {
  const size = children.reduce((sum, child) => sum + child.size, 1);
  const height = children.reduce((most, child) => Math.max(most, child.height + 1), 0);
  return { node, size, height };
}
