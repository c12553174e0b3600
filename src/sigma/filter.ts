import { parseConditions, resolveConditions } from './conditions.ts';
import type { Context } from './context.ts';
import { parseSelections } from './detection.ts';
import { idOf } from './identity.ts';
import type { Expression, SigmaFilter } from './ir.ts';
import { describeLogSource, readLogSource } from './logsource.ts';
import { present, readMandatory, readMap, readText, start, textsIn, wrongType } from './metadata.ts';
import type { Problems } from './problems.ts';
import { checkTaxonomy, readId } from './rule.ts';
import { valueAt, type YamlMap } from './yaml/node.ts';

/** Reads a global filter; undefined, with at least one problem, if it cannot be used. */
export function parseFilter(document: YamlMap, context: Context): SigmaFilter | undefined {
  const { problems } = context;
  const before = problems.errors;
  const logsource = readLogSource(document, 'the filter', problems);
  if (logsource !== undefined && !context.uses(logsource)) {
    const at = valueAt(document, 'logsource')?.span ?? document.span;
    problems.add('sigma-unsupported-logsource', start(at), { logsource: describeLogSource(logsource) });
    return undefined;
  }
  checkTaxonomy(document, problems);
  const title = readMandatory(document, 'title', 'the filter', problems)?.text;
  const description = readText(document, 'description', problems);
  const body = readMap(document, 'filter', 'the document', problems);
  const rules = body === undefined ? [] : readRules(body, problems);
  const condition = body === undefined ? undefined : parseBody(body, context);
  const givenId = readId(document, problems);
  if (problems.errors > before || title === undefined || logsource === undefined || condition === undefined)
    return undefined;
  const [id, path] = [givenId ?? idOf([condition]), document.span.source.name];
  return {
    kind: 'filter',
    id,
    title,
    logsource,
    rules,
    condition,
    path,
    span: document.span,
    ...present({ description }),
  };
}

function readRules(body: YamlMap, problems: Problems): 'any' | readonly string[] {
  const node = valueAt(body, 'rules');
  if (node === undefined || node.kind === 'null') {
    problems.add('sigma-missing', start(body.span), { key: 'rules', where: 'the filter' });
    return [];
  }
  if (node.kind === 'list' && node.items.length === 0) problems.add('sigma-empty', node.span, { what: "'rules'" });
  const rules = textsIn(node, 'rules', problems).map(({ text }) => text);
  return node.kind === 'string' && node.text === 'any' ? 'any' : rules;
}

function parseBody(body: YamlMap, context: Context): Expression | undefined {
  const { problems } = context;
  const entries = body.entries.filter(({ key }) => key.text !== 'condition' && key.text !== 'rules');
  const selections = parseSelections(entries, context);
  const node = valueAt(body, 'condition');
  if (node === undefined || node.kind === 'null') {
    problems.add('sigma-missing', start(body.span), { key: 'condition', where: 'the filter' });
    return undefined;
  }
  if (node.kind === 'list') {
    wrongType(node, 'condition', 'one condition', problems);
    return undefined;
  }
  const [condition] = resolveConditions(parseConditions(node, problems), selections, entries, problems);
  if (condition !== undefined && !negates(condition)) problems.add('sigma-filter-keeps', node.span, {});
  return condition;
}

/** Whether anything in it is negated, by `not` or by `neq`. */
function negates(expression: Expression): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.some(negates);
    case 'not':
      return true;
    case 'selection':
      return negates(expression.of);
    case 'item':
      return false;
  }
}
