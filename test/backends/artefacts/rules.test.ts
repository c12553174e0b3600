import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARTEFACT_NAMES, type Subject } from '../../../src/backends/artefacts/artefact.ts';
import { attackOf } from '../../../src/backends/artefacts/attack.ts';
import { guidOf } from '../../../src/backends/artefacts/identity.ts';
import { artefacts } from '../../../src/backends/artefacts/registry.ts';
import { scheduleOf, shortDuration } from '../../../src/backends/artefacts/schedule.ts';
import { connectorsOf, schemaTags } from '../../../src/backends/artefacts/sources.ts';
import { MAX_QUERY } from '../../../src/backends/artefacts/text.ts';
import { printYaml } from '../../../src/backends/artefacts/yaml.ts';
import { TARGET_NAMES } from '../../../src/backends/target.ts';
import { targets } from '../../../src/backends/targets/registry.ts';
import { analyse } from '../../../src/kql/analyse/analyse.ts';
import { schemas } from '../../../src/kql/schema/registry.ts';
import { hostileTexts } from '../../sinks/hostile.ts';
import { bindingErrors, expectedOf, judge } from './judge.ts';
import { sigmaOf, subjectOf } from './make.ts';
import { deployed } from './validator.ts';

const GOLDEN = join(import.meta.dirname, '../../golden/convert');
const cases = readdirSync(GOLDEN).flatMap((name) => {
  const file = readdirSync(join(GOLDEN, name)).find((each) => each === 'rule.yml');
  return file === undefined ? [] : [{ name, sigma: sigmaOf(readFileSync(join(GOLDEN, name, file), 'utf8')) }];
});

/** A subject whose rule is easy to change. */
function subject(changes: Partial<Subject['rule']> = {}, timespan?: number): Subject {
  const sigma = sigmaOf(readFileSync(join(GOLDEN, 'tags/rule.yml'), 'utf8'));
  const { subject: found } = subjectOf(sigma, 'sentinel-asim', 'query');
  if (found === undefined) throw new Error('not converted');
  const rule = { ...found.rule, ...changes };
  return { ...found, rule, ...(timespan === undefined ? {} : { timespan }) };
}

describe.each(ARTEFACT_NAMES)('%s', (as) => {
  test.each(TARGET_NAMES)('of every own rule for %s is what Sentinel takes, twice the same', (target) => {
    const converted = cases.flatMap(({ name, sigma }) => {
      const { subject: found } = subjectOf(sigma, target, as);
      return found === undefined ? [] : [{ name, found }];
    });
    expect(converted.length).toBeGreaterThan(1);
    for (const { name, found } of converted) {
      const { made, diagnostics } = artefacts[as].build(found);
      if (made === undefined) {
        const isCorrelation = name.startsWith('correlation');
        expect(isCorrelation || name === 'values', name).toBe(true);
        expect(diagnostics.map(({ code }) => code)).toEqual([
          isCorrelation && as === 'nrt-rule' ? 'artefact-window' : 'artefact-long',
        ]);
        continue;
      }
      expect(judge(as, made, found).wrong, name).toEqual([]);
      if (as === 'analytics-rule') expect(bindingErrors(made), name).toEqual([]);
      expect(artefacts[as].build(found).made).toEqual(made);
    }
  });

  test('hostile text of a rule is read back as it is', () => {
    const hostile = fc.oneof(
      fc.constantFrom(...Object.values(hostileTexts)),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(
          fc.constantFrom(
            '---',
            '\n',
            '\r',
            ': ',
            '# ',
            "'",
            '"',
            '[',
            ']',
            '{{x}}',
            ' ',
            '\t',
            '...',
            '- ',
            '|',
            '&a',
            '*a',
            '!!x',
            '%Y',
            '\\',
            '\u2028',
            '\ufeff',
            '\ufffe',
            '\ud800',
            'yes',
            '1e3',
            '~',
            '`',
            '@',
            ',',
          ),
        )
        .map((parts) => parts.join('')),
    );
    const rules = fc.record({
      title: hostile,
      description: hostile,
      author: hostile,
      license: hostile,
      falsepositives: fc.array(hostile, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(rules, (about) => {
        const given = subject({ ...about, title: `x${about.title}` });
        const { made } = artefacts[as].build(given);
        if (made === undefined) throw new Error('refused');
        const { read, wrong } = judge(as, made, given);
        expect(wrong).toEqual([]);
        const value = as === 'arm' ? (read as { resources: unknown }).resources : read;
        expect(value).toEqual(expectedOf(as, made));
      }),
      { numRuns: 300 },
    );
  });
});

test('text in brackets is no expression of a template', () => {
  const title = "[concat('a', subscription().id)]";
  const { made } = artefacts.arm.build(subject({ title, description: '[[x]' }));
  const { properties } = (made?.document ?? {}) as { properties: { displayName: string; description: string } };
  expect(properties.displayName).toBe(`[${title}`);
  expect(deployed(properties)).toMatchObject({ displayName: title });
  expect(properties.description.startsWith('[[x]\n')).toBe(true);
});

test('text that is something else in some version of YAML is quoted', () => {
  const texts = [
    '=',
    '<<',
    'yes',
    'Off',
    'null',
    '~',
    '1:30',
    '0o7',
    '1e3',
    '.inf',
    '2026-01-01',
    '',
    '- a',
    '@a',
    '%a',
  ];
  expect(printYaml([texts])).toBe(texts.map((text) => `- ${JSON.stringify(text)}\n`).join(''));
  expect(printYaml([['a b', 'T1059', '1h', '1.0.0']])).toBe('- a b\n- T1059\n- 1h\n- 1.0.0\n');
});

describe('several in one text', () => {
  const documents = ['ancestor', 'hostile', 'tags']
    .flatMap((name) => cases.filter((each) => each.name === name))
    .map(({ sigma }) => subjectOf(sigma, 'sentinel-asim', 'query').subject);
  const printed = (as: (typeof ARTEFACT_NAMES)[number]): string =>
    artefacts[as].print(documents.flatMap((each) => (each && artefacts[as].build(each).made?.document) ?? []));

  test('YAML has several documents', () => {
    for (const as of ['analytics-rule', 'nrt-rule', 'hunting-query'] as const)
      expect(printed(as).split(/^---$/m)).toHaveLength(3);
  });

  test('JSON stays one value', () => {
    expect(JSON.parse(printed('arm')).resources).toHaveLength(3);
    expect(JSON.parse(printed('saved-search'))).toHaveLength(3);
    expect(JSON.parse(artefacts['saved-search'].print([{ properties: {} }]))).toEqual({ properties: {} });
  });

  test('queries are divided by blank lines, and have none themselves', () => {
    expect(printed('query').split('\n\n')).toHaveLength(3);
  });
});

describe('limits', () => {
  function withValues(count: number): Subject {
    const values = Array.from({ length: count }, (_, at) => `'/opt/tools/of/the/trade/${1000 + at}'`);
    const text = readFileSync(join(GOLDEN, 'tags/rule.yml'), 'utf8').replace("'/crontab'", `[${values.join(', ')}]`);
    const { subject: found } = subjectOf(sigmaOf(text), 'sentinel-asim', 'query');
    if (found === undefined) throw new Error('not converted');
    return found;
  }

  test('a query is written without blanks in front of its lines if only that fits, and refused beyond', () => {
    const lengths = [100, 150, 158, 170].map((count) => {
      const { made, diagnostics } = artefacts['analytics-rule'].build(withValues(count));
      const refused = diagnostics.filter(({ severity }) => severity === 'error');
      if (made === undefined) return refused.map(({ code, message }) => `${code} ${message}`).join();
      expect(made.printed.text.length).toBeLessThanOrEqual(MAX_QUERY);
      expect(analyse(made.printed.text, schemas).filter(({ severity }) => severity === 'error')).toEqual([]);
      return / {4}or /.test(made.printed.text) ? 'readable' : 'compact';
    });
    expect(lengths.slice(0, 3)).toEqual(['readable', 'compact', 'compact']);
    expect(lengths[3]).toMatch(/^artefact-long the query has 1\d{4} characters, and Sentinel takes 10000 /);
  });

  test('what a query and a saved search may have', () => {
    for (const as of ['query', 'saved-search'] as const)
      expect(artefacts[as].build(withValues(1000)).made?.printed.text.length).toBeGreaterThan(MAX_QUERY);
  });

  test('a long title and description are cut; author and licence stay', () => {
    const given = subject({
      title: '🐚'.repeat(200),
      description: 'd'.repeat(9000),
      author: 'Ann',
      license: 'DRL-1.1',
    });
    const { made, diagnostics } = artefacts['hunting-query'].build(given);
    const { name, description } = (made?.document ?? {}) as { name: string; description: string };
    expect(diagnostics.map(({ code }) => code)).toEqual(['artefact-cut', 'artefact-cut', 'artefact-technique']);
    expect(name).toMatch(/^(🐚){127}…$/u);
    expect(description.length).toBe(5000);
    expect(description).toMatch(/…\n\nMade from the Sigma rule [-0-9a-f]+ by Ann, under the licence DRL-1\.1\.$/);
  });
});

describe('schedules', () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

  test.each([
    [undefined, '1h', '1h'],
    [5 * minute, '1h', '65m'],
    [1500, '1h', '61m'],
    [hour, '1h', '2h'],
    [23 * hour, '1h', '1d'],
    [14 * day - hour, '1h', '14d'],
  ])('a window of %s ms: every %s over %s', (timespan, frequency, period) => {
    const schedule = scheduleOf(subject({}, timespan));
    if ('code' in schedule) throw new Error('refused');
    expect([shortDuration(schedule.frequency), shortDuration(schedule.period)]).toEqual([frequency, period]);
    const given = subject({}, timespan);
    for (const as of ['analytics-rule', 'arm'] as const) {
      const { made } = artefacts[as].build(given);
      expect(made && judge(as, made, given).wrong).toEqual([]);
    }
  });

  test('a window that is too long, and one that a rule of every minute cannot see', () => {
    const codes = (as: 'analytics-rule' | 'arm' | 'nrt-rule', timespan: number) =>
      artefacts[as].build(subject({}, timespan)).diagnostics.map(({ code }) => code);
    expect(codes('analytics-rule', 14 * day)).toEqual(['artefact-timespan']);
    expect(codes('arm', 14 * day)).toEqual(['artefact-timespan']);
    expect(codes('nrt-rule', 1000)).toEqual(['artefact-window']);
  });
});

describe('ids', () => {
  test("are the rule's where they are UUIDs, else made from it", () => {
    expect(guidOf({ id: '818F7B24-0fba-4c49-a073-8b755573b9c7' })).toBe('818f7b24-0fba-4c49-a073-8b755573b9c7');
    expect(guidOf({ id: 'ir-1' })).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(guidOf({ id: 'ir-1' })).toBe(guidOf({ id: 'ir-1' }));
    expect(guidOf({ id: 'ir-1' })).not.toBe(guidOf({ id: 'ir-2' }));
  });
});

describe('tags', () => {
  test.each([
    ['attack.t1505.003', ['Persistence'], ['T1505.003']],
    ['attack.T1053', ['Execution', 'Persistence', 'PrivilegeEscalation'], ['T1053']],
    ['attack.t1078.003', ['InitialAccess', 'Persistence', 'PrivilegeEscalation', 'DefenseEvasion'], ['T1078.003']],
    ['attack.t1685', ['DefenseEvasion'], ['T1562']],
    ['attack.command-and-control', ['CommandAndControl'], []],
    ['attack.defense_evasion', ['DefenseEvasion'], []],
    ['attack.stealth', ['DefenseEvasion'], []],
    ['attack.defense-impairment', ['DefenseEvasion'], []],
    ['attack.g0016', [], []],
    ['attack.constructor', [], []],
    ['cve.2021-44228', [], []],
  ])('%s', (tag, tactics, techniques) => {
    const { diagnostics, ...attack } = attackOf(subject({ tags: [tag] }).rule);
    expect(attack).toEqual({ tactics, techniques });
    expect(diagnostics).toEqual([]);
  });
});

test.each(TARGET_NAMES)('where the rows of every table of %s come from is written down', (target) => {
  for (const table of targets[target].tables)
    expect(connectorsOf({ table }).length + schemaTags({ table }).length, table.source.name).toBe(1);
});
