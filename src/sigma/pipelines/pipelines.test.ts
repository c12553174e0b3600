import { describe, expect, test } from 'vitest';
import { SourceText } from '../../diagnostic/source-text.ts';
import type { SigmaRule } from '../ir.ts';
import { loadSigma } from '../load.ts';
import { printExpression } from '../print.ts';
import { applyPipelines, applyPipelinesToFilter } from './apply.ts';
import { loadPipelines } from './load.ts';

const HEAD =
  'title: t\nid: 929a690e-bef0-4204-a928-ef5e620d6fcc\nlevel: low\nlogsource: {category: process_creation, product: linux}\n';
const RULE = `${HEAD}detection:\n  sel:\n    Image: /bin/sh\n    User|fieldref: ParentUser\n  condition: not sel\n`;

function ruleOf(text: string): SigmaRule {
  const [rule] = loadSigma([new SourceText('rule.yml', text)]).rules;
  if (rule === undefined) throw new Error('the rule of the test is wrong');
  return rule;
}

const pipelinesOf = (...texts: string[]) => loadPipelines(texts.map((text, at) => new SourceText(`${at}.yml`, text)));

function printed(rule: SigmaRule): string[] {
  return rule.conditions.flatMap((condition) => printExpression(condition, (field) => field).split('\n'));
}

function changedBy(...texts: string[]): SigmaRule {
  const { pipelines, diagnostics } = pipelinesOf(...texts);
  expect(diagnostics).toEqual([]);
  return applyPipelines(ruleOf(RULE), pipelines);
}

const step = (type: string, body: string) => `transformations:\n  - id: step\n    type: ${type}\n${body}`;
const MAPPING = step(
  'field_name_mapping',
  '    mapping:\n      Image: exe\n      User: [a, b]\n      ParentUser: [c, d]\n',
);

describe('applyPipelines', () => {
  test('gives fields other names, one of which must hold', () => {
    expect(printed(changedBy(MAPPING))).toEqual([
      'not',
      '  selection "sel"',
      '    and',
      '      any exe',
      '        string "/bin/sh"',
      '      or',
      '        any a',
      '          variants (equals field c | equals field d)',
      '        any b',
      '          variants (equals field c | equals field d)',
    ]);
  });

  test('adds conditions, to which later steps apply', () => {
    const added = step('add_condition', "    negated: true\n    conditions:\n      Image|endswith: ['/a', '/b']\n");
    const prefix = '  - type: field_name_prefix\n    prefix: p.\n';
    expect(printed(changedBy(added + prefix)).slice(0, 6)).toEqual([
      'and',
      '  not',
      '    selection "step"',
      '      any p.Image',
      '        string * "/a"',
      '        string * "/b"',
    ]);
  });

  test.each([
    ['', true],
    ['[{type: logsource, category: process_creation}]', true],
    ['[{type: logsource, product: windows}]', false],
    ['[{type: logsource, product: linux, service: auditd}]', false],
    ['[{type: logsource, product: windows}, {type: logsource, product: linux}]', false],
    ['[{type: logsource, product: windows}, {type: logsource, product: linux}]\n    rule_cond_op: or', true],
    ['[{type: logsource, product: linux}]\n    rule_cond_not: true', false],
  ])('is meant for rules of %s: %s', (conditions, isMeant) => {
    const rule = changedBy(step('field_name_suffix', `    suffix: _x\n    rule_conditions: ${conditions}\n`));
    expect(printed(rule).includes('      any Image_x')).toBe(isMeant);
  });

  test('goes by priority, and a log source that is changed counts', () => {
    const later = `priority: 20\n${step('field_name_suffix', '    suffix: _x\n    rule_conditions: [{type: logsource, product: b}]\n')}`;
    const sooner = `priority: 10\n${step('change_logsource', '    product: b\n')}`;
    const rule = changedBy(later, sooner);
    expect(rule.logsource).toEqual({ product: 'b' });
    expect(printed(rule)).toContain('      any Image_x');
  });

  test('maps prefixes', () => {
    const rule = changedBy(step('field_name_prefix_mapping', '    mapping: {Parent: up., Im: [im., i.]}\n'));
    expect(printed(rule)).toContain('        equals field up.User');
    expect(printed(rule)).toContain('        any i.age');
  });
});

test('filters get the names of the rule that they are for, and no more conditions', () => {
  const text =
    'title: f\nlogsource: {category: process_creation}\nfilter:\n  rules: any\n  s:\n    User: x\n  condition: not s\n';
  const [filter] = loadSigma([new SourceText('f.yml', text)]).filters;
  if (filter === undefined) throw new Error('the filter of the test is wrong');
  const { pipelines } = pipelinesOf(
    `${step('field_name_suffix', '    suffix: _x\n    rule_conditions: [{type: logsource, product: linux}]\n')}  - type: add_condition\n    conditions: {a: b}\n`,
  );
  const names = [{ product: 'linux' }, { product: 'windows' }].map((logsource) =>
    printExpression(applyPipelinesToFilter(filter, logsource, pipelines).condition, (field) => field).split('\n'),
  );
  expect(names).toEqual([
    ['not', '  selection "s"', '    any User_x', '      string "x"'],
    ['not', '  selection "s"', '    any User', '      string "x"'],
  ]);
});

test('variables are values of placeholders, where the pipeline says so', () => {
  const vars = 'vars:\n  admins: [root, adm_*]\n';
  expect(pipelinesOf(vars).placeholders.size).toBe(0);
  const { placeholders } = pipelinesOf(vars + step('value_placeholders', ''));
  const text = RULE.replace('Image: /bin/sh', "Image|expand: '%admins%'");
  expect(loadSigma([new SourceText('rule.yml', text)], { placeholders }).diagnostics).toEqual([]);
});

describe('what is not understood is not used', () => {
  test.each([
    [step('replace_string', '    regex: a\n'), 'sigma-pipeline-unsupported'],
    [step('field_name_prefix', '    prefix: a\n    field_name_conditions: []\n'), 'sigma-pipeline-unsupported'],
    [
      step('field_name_prefix', '    prefix: a\n    rule_conditions: [{type: tag, tag: b}]\n'),
      'sigma-pipeline-unsupported',
    ],
    [step('field_name_prefix', '    prefix: a\n    rule_cond_op: nor\n'), 'sigma-pipeline-unsupported'],
    [step('value_placeholders', '    rule_conditions: []\n'), 'sigma-pipeline-unsupported'],
    [step('field_name_mapping', ''), 'sigma-missing'],
    [step('field_name_mapping', '    mapping: {a: []}\n'), 'sigma-empty'],
    [step('add_condition', '    conditions: {a|what: b}\n'), 'sigma-unknown-modifier'],
    [step('add_condition', '    conditions: {a: b}\n    negated: maybe\n'), 'sigma-wrong-type'],
    ['postprocessing: []\n', 'sigma-pipeline-unsupported'],
    ['- a\n', 'sigma-wrong-type'],
    ['priority: high\n', 'sigma-wrong-type'],
    ['transformations: [a]\n', 'sigma-wrong-type'],
  ])('%j', (text, code) => {
    const { pipelines, diagnostics } = pipelinesOf(text);
    expect(pipelines).toEqual([]);
    expect(diagnostics.map((one) => one.code)).toContain(code);
  });
});
