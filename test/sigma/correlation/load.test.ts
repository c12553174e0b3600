import { describe, expect, test } from 'vitest';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { UNITS } from '../../../src/sigma/correlation/timespan.ts';
import { type LoadedSigma, loadSigma } from '../../../src/sigma/load.ts';
import { loadPipelines } from '../../../src/sigma/pipelines/load.ts';

const ID = '3f0c6a4e-5f0e-4d0b-9a52-0f6d3f2c1b7a';

function rule(name: string, ...more: readonly string[]): string {
  return text(
    `title: ${name}`,
    `name: ${name}`,
    'logsource: {category: process_creation}',
    `detection: {s: {Image: ${name}}, condition: s}`,
    ...more,
  );
}

function count(name: string, rules: string, ...more: readonly string[]): string {
  const body = [`rules: ${rules}`, 'type: event_count', 'timespan: 1m', 'condition: {gte: 2}', ...more];
  return text(`title: ${name}`, `name: ${name}`, 'correlation:', ...body.map((line) => `    ${line}`));
}

function load(...files: readonly (readonly string[])[]): LoadedSigma {
  return loadSigma(files.map((documents, at) => new SourceText(`${at}.yml`, documents.join('---\n'))));
}

const errorsOf = ({ diagnostics }: LoadedSigma) =>
  diagnostics.filter(({ severity }) => severity !== 'note').map(({ code, at }) => `${at?.source}:${at?.line} ${code}`);

describe('references', () => {
  test('go by name or id, in any letter case, before and behind, to any file', () => {
    const loaded = load([count('many', `[a, ${ID.toUpperCase()}]`)], [rule('a')], [rule('b', `id: ${ID}`)]);
    expect(errorsOf(loaded)).toEqual([]);
    expect(loaded.correlations[0]?.rules.map((member) => member.rule)).toEqual(loaded.rules);
  });

  test('make what is built on come first', () => {
    const { correlations } = load([
      count('top', '[middle]'),
      count('middle', '[bottom]'),
      count('bottom', '[a]'),
      rule('a'),
    ]);
    expect(correlations.map(({ title }) => title)).toEqual(['bottom', 'middle', 'top']);
  });

  test('in circles are told at each member; what builds on a circle is not used either', () => {
    const loaded = load([
      count('one', '[two]'),
      count('two', '[three, a]'),
      count('three', '[one]'),
      count('on', '[two]'),
      rule('a'),
    ]);
    expect(loaded.correlations).toEqual([]);
    expect(loaded.unsupported).toBe(4);
    expect(loaded.diagnostics.flatMap(({ code, message }) => (code === 'correlation-cycle' ? [message] : []))).toEqual([
      'the correlation refers to itself: one → two → three → one',
      'the correlation refers to itself: two → three → one → two',
      'the correlation refers to itself: three → one → two → three',
    ]);
    expect(errorsOf(loaded)).toContain('0.yml:28 correlation-unusable-rule');
  });

  test('to what is only not supported are notes, through all levels', () => {
    const other = rule('dns').replace('process_creation', 'dns');
    const loaded = load([count('top', '[many]'), count('many', '[dns]'), other]);
    expect(loaded.unsupported).toBe(3);
    expect(loaded.diagnostics.map(({ severity }) => severity)).not.toContain('error');
    expect(loaded.diagnostics.filter(({ code }) => code === 'correlation-unsupported-rule')).toHaveLength(2);
  });

  test('are all told, and other documents are used', () => {
    const loaded = load([count('bad', '[x, y]', 'group-by: [User]'), count('good', '[a]'), rule('a')]);
    expect(errorsOf(loaded)).toEqual(['0.yml:4 correlation-unknown-rule', '0.yml:4 correlation-unknown-rule']);
    expect(loaded.correlations.map(({ title }) => title)).toEqual(['good']);
  });
});

describe('a correlation', () => {
  test('has the gravest level of its rules where it gives none', () => {
    const { correlations } = load([count('c', '[a, b]'), rule('a', 'level: high'), rule('b', 'level: low')]);
    expect(correlations[0]?.level).toBe('high');
  });

  test('has an id that comes from what it means, where it gives none', () => {
    const idOf = (...more: readonly string[]) => load([count('c', '[a]', ...more), rule('a')]).correlations[0]?.id;
    expect(idOf()).toMatch(/^ir-[0-9a-f]{32}$/);
    expect(idOf()).toBe(load([rule('a')], [count('other title', '[a]')]).correlations[0]?.id);
    expect(idOf('group-by: [User]')).not.toBe(idOf());
  });

  test('shares no id with a rule', () => {
    const loaded = load([rule('a', `id: ${ID}`), `id: ${ID}\n${count('c', '[a]')}`]);
    expect(errorsOf(loaded)).toEqual(['0.yml:7 sigma-duplicate-id']);
  });

  test.each(['correlation', 'document'])('takes generate from the %s', (where) => {
    const given = where === 'document' ? `generate: true\n${count('c', '[a]')}` : count('c', '[a]', 'generate: true');
    expect(load([given, rule('a')]).correlations[0]?.generate).toBe(true);
  });

  test('stands alone in a collection', () => {
    const template = text('action: global', 'level: low', 'logsource: {category: process_creation}');
    const { correlations } = load([template, count('c', '[a]'), rule('a').replace(/logsource.*\n/, '')]);
    expect(correlations[0]?.rules[0]?.rule.level).toBe('low');
  });

  test.each(Object.entries(UNITS))('counts 3%s as milliseconds', (unit, millis) => {
    const { correlations } = load([count('c', '[a]').replace('1m', `3${unit}`), rule('a')]);
    expect(correlations[0]?.timespan).toEqual({ text: `3${unit}`, millis: 3 * millis });
  });

  test.each(['0m', '5', 'm', '-5m', '1.5h', '5S', '5D', '1h30m', ' 5m ', '999999999999y', '101y'])(
    'refuses a timespan of %j',
    (given) => {
      const loaded = load([count('c', '[a]').replace('1m', JSON.stringify(given)), rule('a')]);
      expect(errorsOf(loaded)).toEqual(['0.yml:6 correlation-timespan']);
    },
  );
});

describe('pipelines rename what is counted', () => {
  const pipeline = (field: string) =>
    loadPipelines([
      new SourceText(
        'p.yml',
        text(
          'name: p',
          'transformations:',
          '    - type: field_name_mapping',
          `      mapping: {who: ${field}}`,
          '      rule_conditions: [{type: logsource, category: dns}]',
          '    - {type: change_logsource, category: process_creation, product: linux}',
        ),
      ),
    ]).pipelines;
  const source = new SourceText(
    'c.yml',
    [count('c', '[a, b]', 'group-by: [who]'), rule('a').replace('process_creation', 'dns'), rule('b')].join('---\n'),
  );

  test('in each rule by its own log source', () => {
    const { correlations, diagnostics } = loadSigma([source], { pipelines: pipeline('User') });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(correlations[0]?.groupBy[0]).toMatchObject({ name: 'who', of: [{ field: 'User' }, { field: 'who' }] });
  });

  test('but not into several fields', () => {
    const { correlations, diagnostics } = loadSigma([source], { pipelines: pipeline('[User, ParentUser]') });
    expect(correlations).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toContain('correlation-many-values');
  });
});

describe('hostile correlations are read in bounded time', () => {
  test('a chain of a thousand', () => {
    const chain = Array.from({ length: 999 }, (_, at) => count(`c${at}`, `[${at === 0 ? 'a' : `c${at - 1}`}]`));
    const loaded = load([...chain.reverse(), rule('a')]);
    expect(loaded.correlations).toHaveLength(50);
    expect(loaded.unsupported).toBe(949);
    expect(errorsOf(loaded).filter((each) => each.endsWith('correlation-too-many'))).toHaveLength(1);
  });

  test('each building on all before', () => {
    const names = (until: number) => Array.from({ length: until }, (_, at) => `c${at}`);
    const all = names(40).map((name, at) => count(name, `[${['a', ...names(at)].join(', ')}]`));
    expect(load([...all, rule('a')]).correlations).toHaveLength(40);
  });

  test('a hundred thousand references', () => {
    const rules = Array.from({ length: 100_000 }, (_, at) => `r${at}`).join(', ');
    const started = performance.now();
    expect(errorsOf(load([count('c', `[${rules}]`), rule('a')]))).toContain('0.yml:4 correlation-too-many');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('names that objects have', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const loaded = load([
      count(
        'c',
        `[${names.join(', ')}]`,
        'group-by: [__proto__]',
        `aliases: {__proto__: {${names.map((name) => `${name}: User`).join(', ')}}}`,
      ),
      ...names.map((name) => rule(name)),
    ]);
    expect(errorsOf(loaded)).toEqual([]);
    expect(loaded.correlations[0]?.groupBy[0]?.of).toHaveLength(3);
  });
});

function text(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
