import type { RootPattern } from '../alerts/roots.ts';
import type { CodeArguments, DiagnosticCode } from '../diagnostic/codes.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SourceText, Span } from '../diagnostic/source-text.ts';
import { LINEAGE_MODES, type LineageMode } from '../match/lineage-mode.ts';
import { Problems } from '../sigma/problems.ts';
import { nearest } from '../sigma/suggest.ts';
import { KIND_NAMES, valueAt, type YamlMap, type YamlNode } from '../sigma/yaml/node.ts';
import { parseYaml } from '../sigma/yaml/parse.ts';

/** What hunt.yml says. */
export interface HuntSettings {
  readonly title: string;
  readonly lineage: LineageMode;
  readonly roots: readonly RootPattern[];
  /** Paths of pipeline files, in order. */
  readonly pipelines: readonly string[];
}

/** What holds where hunt.yml says nothing, or nothing that can be used. */
export const DEFAULTS: HuntSettings = { title: '', lineage: 'asim', roots: [], pipelines: [] };

/** Reads hunt.yml. What is wrong is a problem with its place, and the default stands in for it. */
export function readSettings(source: SourceText): { settings: HuntSettings; problems: readonly Diagnostic[] } {
  const reader = new Reader();
  return { settings: reader.file(source), problems: reader.problems.list };
}

const KEYS = ['title', 'lineage', 'roots', 'pipelines'];
const ROOT_KEYS = ['image', 'commandLine'];

class Reader {
  readonly problems = new Problems();

  file(source: SourceText): HuntSettings {
    const documents = parseYaml(source, this.problems);
    const [first, second] = documents;
    if (documents.some(({ root }) => root === undefined)) return DEFAULTS;
    if (first?.root?.kind === 'map' && second === undefined) return this.#settings(first.root);
    const found = second === undefined ? describe(first?.root) : `${documents.length} documents`;
    const span = second?.span ?? first?.span ?? { source, start: 0, end: 1 };
    this.#report('hunt-not-a-map', firstOf(span), { found });
    return DEFAULTS;
  }

  #settings(map: YamlMap): HuntSettings {
    this.#unknownKeys(map, KEYS);
    const [title, lineage, roots, pipelines] = KEYS.map((key) => valueAt(map, key));
    if (title === undefined) this.#report('hunt-no-title', firstOf(map.span), {});
    return {
      title: title === undefined ? DEFAULTS.title : (this.#text(title, "'title'") ?? DEFAULTS.title),
      lineage: lineage === undefined ? DEFAULTS.lineage : this.#lineage(lineage),
      roots: roots === undefined ? DEFAULTS.roots : this.#roots(roots),
      pipelines: this.#texts(pipelines, "'pipelines'") ?? DEFAULTS.pipelines,
    };
  }

  #lineage(node: YamlNode): LineageMode {
    const mode = LINEAGE_MODES.find((each) => node.kind === 'string' && node.text === each);
    if (mode === undefined) this.#wrong(node, "'lineage'", `one of ${LINEAGE_MODES.join(', ')}`);
    return mode ?? DEFAULTS.lineage;
  }

  #roots(node: YamlNode): RootPattern[] {
    if (node.kind === 'list') return node.items.flatMap((item) => this.#root(item));
    this.#wrong(node, "'roots'", 'a list of server processes');
    return [];
  }

  #root(node: YamlNode): RootPattern[] {
    const expected = "a map with 'image' or 'commandLine'";
    if (node.kind !== 'map') return this.#wrong(node, "each of 'roots'", expected);
    if (node.entries.length === 0) return this.#wrong(node, "each of 'roots'", expected, 'an empty map');
    this.#unknownKeys(node, ROOT_KEYS);
    const image = this.#texts(valueAt(node, 'image'), "'image'");
    const commandLine = this.#texts(valueAt(node, 'commandLine'), "'commandLine'");
    if (image === undefined || commandLine === undefined) return [];
    return image.length + commandLine.length > 0 ? [{ image, commandLine }] : [];
  }

  /** A text or a list of texts; undefined if it is something else. */
  #texts(node: YamlNode | undefined, what: string): string[] | undefined {
    if (node === undefined) return [];
    if (node.kind === 'list' && node.items.length === 0) return this.#wrong(node, what, 'a text', 'an empty list');
    const texts = (node.kind === 'list' ? node.items : [node]).map((item) => this.#text(item, what));
    return texts.includes(undefined) ? undefined : texts.filter((text) => text !== undefined);
  }

  #text(node: YamlNode, what: string): string | undefined {
    if (node.kind === 'string' && node.text !== '') return node.text;
    this.#wrong(node, what, 'a text');
    return undefined;
  }

  #unknownKeys(map: YamlMap, known: readonly string[]): void {
    for (const { key } of map.entries) {
      if (known.includes(key.text)) continue;
      this.#report('hunt-unknown-key', key.span, { key: key.text, suggestion: nearest(key.text, known) });
    }
  }

  #wrong(node: YamlNode, what: string, expected: string, found = describe(node)): [] {
    this.#report('hunt-bad-value', node.span, { what, expected, found });
    return [];
  }

  #report<C extends DiagnosticCode>(code: C, span: Span, args: CodeArguments<C>): void {
    this.problems.add(code, span, args);
  }
}

function describe(node: YamlNode | undefined): string {
  if (node === undefined) return 'an empty file';
  if (node.kind !== 'string') return KIND_NAMES[node.kind];
  return node.text === '' ? 'an empty text' : `'${node.text.slice(0, 80)}'`;
}

function firstOf(span: Span): Span {
  return { ...span, end: span.start + 1 };
}
