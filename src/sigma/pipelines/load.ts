import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { SourceText } from '../../diagnostic/source-text.ts';
import type { Placeholders } from '../context.ts';
import { textsIn, wrongType } from '../metadata.ts';
import { Problems } from '../problems.ts';
import { valueAt, type YamlMap } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { parsePipeline } from './parse.ts';
import type { Pipeline } from './pipeline.ts';

/** What was found in pipeline files. */
export interface LoadedPipelines {
  readonly pipelines: readonly Pipeline[];
  /** The variables of pipelines that give them to placeholders; for `loadSigma`. */
  readonly placeholders: Placeholders;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads pipeline files, one pipeline a document. One that is not understood whole is not used. Nothing is thrown. */
export function loadPipelines(sources: readonly SourceText[]): LoadedPipelines {
  const problems = new Problems();
  const placeholders = new Map<string, readonly string[]>();
  const pipelines = sources.flatMap((source) =>
    parseYaml(source, problems).flatMap(({ root }) => {
      if (root === undefined) return [];
      if (root.kind === 'map') return readPipeline(root, placeholders, problems);
      wrongType(root, 'the pipeline', 'a map', problems);
      return [];
    }),
  );
  return { pipelines, placeholders, diagnostics: problems.list };
}

function readPipeline(root: YamlMap, placeholders: Map<string, readonly string[]>, problems: Problems): Pipeline[] {
  const vars = readVariables(root, problems);
  const pipeline = parsePipeline(root, problems);
  if (pipeline === undefined) return [];
  const isGiven = pipeline.steps.some(({ change }) => change.type === 'value_placeholders');
  if (isGiven) for (const [name, values] of vars) placeholders.set(name, values);
  return [pipeline];
}

function readVariables(root: YamlMap, problems: Problems): [string, readonly string[]][] {
  const vars = valueAt(root, 'vars');
  if (vars?.kind === 'map')
    return vars.entries.map(({ key, value }) => [key.text, textsIn(value, key.text, problems).map(({ text }) => text)]);
  if (vars !== undefined && vars.kind !== 'null') wrongType(vars, 'vars', 'a map', problems);
  return [];
}
