import { describe, expect, test } from 'vitest';
import { SourceText } from '../../diagnostic/source-text.ts';
import { loadSigma } from '../load.ts';
import { printExpression } from '../print.ts';
import { applyPipelines, renamedField } from './apply.ts';
import { loadPipelines } from './load.ts';

const step = (type: string, body = '') => `transformations:\n  - type: ${type}\n${body}`;
const load = (text: string) => loadPipelines([new SourceText('p.yml', text)]);

/** Every problem of a pipeline, which is then not used. */
function problemsOf(text: string): readonly string[] {
  const { pipelines, diagnostics } = load(text);
  expect(pipelines).toHaveLength(diagnostics.length === 0 ? 1 : 0);
  return diagnostics.map(({ at, message }) => `${at?.line}:${at?.column}-${at?.endColumn} ${message}`);
}

describe('what is wrong with a pipeline', () => {
  test.each([
    ['- a\n', "1:1-4 'the pipeline' must be a map, not a list"],
    ['priority: high\n', "1:11-15 'priority' must be a number, not a string"],
    ['nam: x\n', "1:1-4 the pipeline key 'nam' is not supported in pipelines; did you mean 'name'?"],
    ['postprocessing: []\n', "1:1-15 the pipeline key 'postprocessing' is not supported in pipelines"],
    ['transformations: {a: b}\n', "1:18-24 'transformations' must be a list, not a map"],
    ['transformations: [a]\n', "1:19-20 'transformations' must be a list of maps, not a string"],
    ['transformations:\n  - id: a\n', "2:5-6 the transformation has no 'type'"],
    [
      step('field_name_mappin', '    mapping: {a: b}\n'),
      "2:11-28 the transformation 'field_name_mappin' is not supported in pipelines; did you mean 'field_name_mapping'?",
    ],
    [
      step('field_name_mapping', '    mapings: {a: b}\n'),
      "3:5-12 the transformation key 'mapings' is not supported in pipelines; did you mean 'mapping'?",
      "2:5-6 the transformation has no 'mapping'",
    ],
    [step('field_name_mapping', '    mapping: [a]\n'), "3:14-17 'mapping' must be a map, not a list"],
    [step('field_name_mapping', '    mapping: {a: []}\n'), "3:18-20 'a' is empty"],
    [
      step('field_name_mapping', '    mapping: {a: {b: c}}\n'),
      "3:18-24 'a' must be text or a list of texts, not a map",
    ],
    [step('field_name_prefix_mapping'), "2:5-6 the transformation has no 'mapping'"],
    [step('field_name_prefix'), "2:5-6 the transformation has no 'prefix'"],
    [step('field_name_suffix', '    suffix: []\n'), "3:13-15 'suffix' must be text, not a list"],
    [
      step('field_name_prefix', '    prefix: a\n    suffix: b\n'),
      "4:5-11 the transformation key 'suffix' is not supported in pipelines",
    ],
    [step('add_condition'), "2:5-6 the transformation has no 'conditions'"],
    [
      step('add_condition', '    conditions: {a: b}\n    negated: maybe\n'),
      "4:14-19 'negated' must be true or false, not a string",
    ],
    [
      step('change_logsource', '    produkt: x\n'),
      "3:5-12 the transformation key 'produkt' is not supported in pipelines; did you mean 'product'?",
    ],
    [
      step('field_name_prefix', '    prefix: a\n    rule_cond_op: nor\n'),
      "4:19-22 the link 'nor' is not supported in pipelines; did you mean 'or'?",
    ],
    [
      step('field_name_prefix', '    prefix: a\n    rule_cond_op: And\n'),
      "4:19-22 the link 'And' is not supported in pipelines; did you mean 'and'?",
    ],
    [
      step('field_name_prefix', '    prefix: a\n    rule_cond_not: 1\n'),
      "4:20-21 'rule_cond_not' must be true or false, not a number",
    ],
    [
      step('field_name_prefix', '    prefix: a\n    rule_conditions: {a: b}\n'),
      "4:22-28 'rule_conditions' must be a list, not a map",
    ],
    [
      step('field_name_prefix', '    prefix: a\n    rule_conditions: [a]\n'),
      "4:23-24 'rule_conditions' must be a list of maps, not a string",
    ],
    [
      step('field_name_prefix', '    prefix: a\n    rule_conditions: [{product: x}]\n'),
      "4:23-24 the condition has no 'type'",
    ],
    [
      step('field_name_prefix', '    prefix: a\n    rule_conditions: [{type: logsorce, product: x}]\n'),
      "4:30-38 the condition 'logsorce' is not supported in pipelines; did you mean 'logsource'?",
    ],
    [
      step('field_name_prefix', '    prefix: a\n    rule_conditions: [{type: logsource, produkt: x}]\n'),
      "4:41-48 the condition key 'produkt' is not supported in pipelines; did you mean 'product'?",
    ],
    [
      step('value_placeholders', '    rule_conditions: []\n'),
      "3:5-20 the transformation key 'rule_conditions' is not supported in pipelines",
    ],
  ])('%j', (text, ...found) => expect(problemsOf(text)).toEqual(found));
});

test('variables that are no map are told of', () => {
  expect(load('vars: [a]\n').diagnostics.map(({ message }) => message)).toEqual(["'vars' must be a map, not a list"]);
  expect(load('vars: null\n').diagnostics).toEqual([]);
});

test('a pipeline has the name that it gives itself, or that of its file', () => {
  expect(load('name: mine\n').pipelines.map(({ name, path }) => [name, path])).toEqual([['mine', 'p.yml']]);
  expect(load('priority: 3\n').pipelines.map(({ name, priority }) => [name, priority])).toEqual([['p.yml', 3]]);
});

describe('what pipelines make of a rule', () => {
  const HEAD = 'title: t\nlevel: low\nlogsource: {category: process_creation, product: linux}\ndetection:\n';

  function changed(selection: string, pipeline: string, values: readonly string[] = []) {
    const text = `${HEAD}  s: ${selection}\n  condition: s\n`;
    const placeholders = new Map([['p', values]]);
    const [rule] = loadSigma([new SourceText('rule.yml', text)], { placeholders }).rules;
    if (rule === undefined) throw new Error('the rule of the test is wrong');
    return applyPipelines(rule, load(pipeline).pipelines);
  }

  function printed(...args: Parameters<typeof changed>): string {
    const texts = changed(...args).conditions.map((one) => printExpression(one, String));
    return texts.join('').replace('selection "s"', '').replace(/\s+/g, ' ').trim();
  }

  test.each([
    ['[word]', step('field_name_prefix', '    prefix: p.\n'), 'any keyword string * "word" *'],
    ['{Image: x}', step('field_name_suffix', '    suffix: .s\n'), 'any Image.s string "x"'],
    ['{Image: x}', step('field_name_mapping', '    mapping: {User: y}\n'), 'any Image string "x"'],
    ['{Image: x}', step('field_name_prefix_mapping', '    mapping: {Par: y}\n'), 'any Image string "x"'],
    [
      '[{Image: x}, {User: y}]',
      step('field_name_prefix', '    prefix: p.\n'),
      'or any p.Image string "x" any p.User string "y"',
    ],
    ['{Image|neq: x}', step('field_name_prefix', '    prefix: p.\n'), 'not any p.Image string "x"'],
  ])('%s', (selection, pipeline, expected) => expect(printed(selection, pipeline)).toBe(expected));

  test('fields that placeholders refer to are renamed too', () => {
    const mapping = step('field_name_mapping', '    mapping: {User: u}\n');
    expect(printed('{Image|expand|fieldref: "%p%"}', mapping, ['User', 'ParentUser'])).toBe(
      'any Image variants (equals field u | equals field ParentUser)',
    );
  });

  test('the log source as it was written is kept, where it is another', () => {
    const { logsource, written } = changed('{Image: x}', step('change_logsource', '    service: auditd\n'));
    expect({ logsource, written }).toEqual({
      logsource: { service: 'auditd' },
      written: { category: 'process_creation', product: 'linux' },
    });
    expect(changed('{Image: x}', step('value_placeholders'))).not.toHaveProperty('written');
  });
});

test('a field that correlations count is renamed as in the rules', () => {
  const { pipelines } = load(
    [
      step('field_name_mapping', '    mapping: {User: [a, b, a]}\n'),
      '  - type: change_logsource\n    product: other\n',
      '  - type: field_name_prefix\n    prefix: p.\n    rule_conditions: [{type: logsource, product: linux}]\n',
      '  - type: field_name_suffix\n    suffix: .s\n    rule_conditions: [{type: logsource, product: other}]\n',
      '  - type: add_condition\n    conditions: {x: y}\n',
    ].join(''),
  );
  expect(renamedField('User', { product: 'linux' }, pipelines)).toEqual(['a.s', 'b.s']);
  expect(renamedField('Image', { product: 'linux' }, pipelines)).toEqual(['Image.s']);
});

test('with `or`, a step without conditions is meant for every rule', () => {
  const { pipelines } = load(step('field_name_prefix', '    prefix: p.\n    rule_cond_op: or\n'));
  expect(renamedField('User', { product: 'linux' }, pipelines)).toEqual(['p.User']);
  const both = '[{type: logsource, product: a}, {type: logsource, product: b}]';
  const either = load(
    step('field_name_prefix', `    prefix: p.\n    rule_cond_op: or\n    rule_conditions: ${both}\n`),
  );
  expect(['a', 'b', 'c'].map((product) => renamedField('x', { product }, either.pipelines)[0])).toEqual([
    'p.x',
    'p.x',
    'x',
  ]);
});
