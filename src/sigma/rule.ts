import { parseConditions, resolveConditions } from './conditions.ts';
import type { Context } from './context.ts';
import { parseSelections } from './detection.ts';
import { idOf, isUuid } from './identity.ts';
import type { Expression, Level, LogSource, SigmaRule } from './ir.ts';
import { describeLogSource, readLogSource } from './logsource.ts';
import { present, readMandatory, readMap, readScalar, readText, readTexts, start } from './metadata.ts';
import { applyPipelines } from './pipelines/apply.ts';
import type { Problems } from './problems.ts';
import { nearest } from './suggest.ts';
import { valueAt, type YamlMap } from './yaml/node.ts';

/** Used where a rule gives no level: it is shown and worth a look, but does not claim to be urgent. */
export const DEFAULT_LEVEL: Level = 'medium';

/** From the least to the most grave. */
export const LEVELS: readonly Level[] = ['informational', 'low', 'medium', 'high', 'critical'];
const STATUSES = ['stable', 'test', 'experimental', 'deprecated', 'unsupported'];

/** Reads a rule document; undefined, with at least one problem, if it cannot be used whole. */
export function parseRule(document: YamlMap, context: Context): SigmaRule | undefined {
  const { problems } = context;
  const before = problems.errors;
  const logsource = readLogSource(document, 'the rule', problems);
  if (logsource !== undefined && !context.uses(logsource)) return refuse(document, logsource, problems);
  checkTaxonomy(document, problems);
  const title = readMandatory(document, 'title', 'the rule', problems)?.text;
  const level = readLevel(document, problems);
  const about = readAbout(document, problems);
  const conditions = parseDetection(document, context);
  const id = readId(document, problems) ?? idOf(conditions);
  if (problems.errors > before || title === undefined || logsource === undefined) return undefined;
  const path = document.span.source.name;
  const rule = { id, title, level, logsource, conditions, path, span: document.span, ...about };
  return applyPipelines({ kind: 'rule', ...rule }, context.pipelines);
}

function refuse(document: YamlMap, logsource: LogSource, problems: Problems): undefined {
  const at = valueAt(document, 'logsource')?.span ?? document.span;
  problems.add('sigma-unsupported-logsource', start(at), { logsource: describeLogSource(logsource) });
  return undefined;
}

export function checkTaxonomy(document: YamlMap, problems: Problems): void {
  const taxonomy = readScalar(document, 'taxonomy', problems);
  if (taxonomy !== undefined && taxonomy.text !== 'sigma')
    problems.add('sigma-unsupported-taxonomy', taxonomy.span, { taxonomy: taxonomy.text });
}

/** The id in lower case, since UUIDs are compared so; an id that is no UUID is used as it is, with a warning. */
export function readId(document: YamlMap, problems: Problems): string | undefined {
  const id = readScalar(document, 'id', problems);
  if (id === undefined || isUuid(id.text)) return id?.text.toLowerCase();
  problems.add('sigma-bad-id', id.span, { id: id.text });
  return id.text;
}

function readLevel(document: YamlMap, problems: Problems): Level {
  const level = readGivenLevel(document, problems);
  if (level === undefined) problems.add('sigma-level-missing', start(document.span), { level: DEFAULT_LEVEL });
  return level ?? DEFAULT_LEVEL;
}

/** The level; undefined where none is given. */
export function readGivenLevel(document: YamlMap, problems: Problems): Level | undefined {
  const scalar = readScalar(document, 'level', problems);
  if (scalar === undefined) return undefined;
  const level = LEVELS.find((known) => known === scalar.text);
  if (level !== undefined) return level;
  const suggestion = nearest(scalar.text, LEVELS);
  problems.add('sigma-unknown-level', scalar.span, { level: scalar.text, suggestion });
  return DEFAULT_LEVEL;
}

/** What a document says about itself beside its title, id and level. */
export function readAbout(document: YamlMap, problems: Problems) {
  const texts = (key: string): string[] => readTexts(document, key, problems).map(({ text }) => text);
  return {
    tags: texts('tags'),
    falsepositives: texts('falsepositives'),
    ...present({
      name: readText(document, 'name', problems),
      status: readStatus(document, problems),
      description: readText(document, 'description', problems),
      author: readText(document, 'author', problems),
      license: readText(document, 'license', problems),
    }),
  };
}

function readStatus(document: YamlMap, problems: Problems): string | undefined {
  const status = readScalar(document, 'status', problems);
  if (status !== undefined && !STATUSES.includes(status.text)) {
    const suggestion = nearest(status.text, STATUSES);
    problems.add('sigma-unknown-status', status.span, { status: status.text, suggestion });
  }
  return status?.text;
}

function parseDetection(document: YamlMap, context: Context): Expression[] {
  const { problems } = context;
  const detection = readMap(document, 'detection', 'the rule', problems);
  if (detection === undefined) return [];
  const timeframe = detection.entries.find(({ key }) => key.text === 'timeframe');
  if (timeframe !== undefined)
    problems.add('sigma-unsupported-document', timeframe.key.span, { what: 'a timeframe is' });
  const entries = detection.entries.filter(({ key }) => key.text !== 'condition' && key.text !== 'timeframe');
  const selections = parseSelections(entries, context);
  const condition = valueAt(detection, 'condition');
  if (condition === undefined || condition.kind === 'null') {
    problems.add('sigma-missing', start(detection.span), { key: 'condition', where: 'the detection' });
    return [];
  }
  return resolveConditions(parseConditions(condition, problems), selections, entries, problems);
}
