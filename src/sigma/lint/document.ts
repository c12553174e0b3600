import type { SourceText } from '../../diagnostic/source-text.ts';
import { Collection } from '../collection.ts';
import type { LocatedCondition } from '../condition/ast.ts';
import type { Selections } from '../condition/resolve.ts';
import { parseConditions } from '../conditions.ts';
import { Context } from '../context.ts';
import { parseSelections } from '../detection.ts';
import { Problems } from '../problems.ts';
import { valueAt, type YamlEntry, type YamlMap } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { itemsOf, type WrittenItem } from './items.ts';

/** A rule, a filter or a correlation as it is written, and as much of what it means as could be understood. */
export interface LintDocument {
  readonly kind: 'rule' | 'filter' | 'correlation';
  readonly source: SourceText;
  readonly root: YamlMap;
  /** The keys of the detection, or of the filter, that are search identifiers; a correlation has none. */
  readonly selections: readonly YamlEntry[];
  /** What they mean; undefined where that was not understood. */
  readonly meanings: Selections;
  /** Every `field|modifier|…: values`, and lists of keywords. */
  readonly items: readonly WrittenItem[];
  /** The conditions that could be read; none that is longer than a person would write. */
  readonly conditions: readonly LocatedCondition[];
}

/** The rules, filters and correlations of a file; documents of another kind, and templates, are left out. */
export function documentsOf(source: SourceText): LintDocument[] {
  const unheard = new Problems();
  const context = new Context(unheard, { anyLogSource: true });
  const collection = new Collection(unheard);
  return parseYaml(source, unheard).flatMap(({ root }) => {
    const resolved = root?.kind === 'map' ? collection.resolve(root) : undefined;
    return resolved === undefined || resolved === null ? [] : documentOf(resolved, source, context);
  });
}

/** Longer conditions are not looked at: what is said about one takes time that grows with its square. */
const MAX_CONDITION = 4_000;

const NOT_SELECTIONS = { rule: ['condition', 'timeframe'], filter: ['condition', 'rules'] } as const;

function documentOf(root: YamlMap, source: SourceText, context: Context): LintDocument[] {
  if (valueAt(root, 'correlation') !== undefined)
    return [{ kind: 'correlation', source, root, selections: [], meanings: new Map(), items: [], conditions: [] }];
  const kind = valueAt(root, 'detection') !== undefined ? 'rule' : 'filter';
  const body = valueAt(root, kind === 'rule' ? 'detection' : 'filter');
  if (body?.kind !== 'map') return [];
  const other: readonly string[] = NOT_SELECTIONS[kind];
  const selections = body.entries.filter(({ key }) => !other.includes(key.text));
  const condition = valueAt(body, 'condition');
  const conditions =
    condition === undefined || condition.kind === 'null'
      ? []
      : parseConditions(condition, context.problems).located.filter(
          ({ scalar }) => scalar.text.length <= MAX_CONDITION,
        );
  const meanings = parseSelections(selections, context);
  return [{ kind, source, root, selections, meanings, items: itemsOf(selections, context), conditions }];
}
