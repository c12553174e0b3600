import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SourceText } from '../src/diagnostic/source-text.ts';
import type { MappedField, MappedRule } from '../src/match/mapped.ts';
import { mapRule } from '../src/match/mapping.ts';
import { prepareRule } from '../src/match/prepare.ts';
import type { Ruleset } from '../src/ruleset.ts';
import type { Expression, Test } from '../src/sigma/ir.ts';
import { loadSigma } from '../src/sigma/load.ts';

const REFERENCE = '818f7b24-0fba-4c49-a073-8b755573b9c7';
const MANY = 1000;

/**
 * Rule sets from a folder: the reference rule, the rules for Linux processes, those for processes of any system as far as
 * they map, and a thousand, made of them and of copies that look for other texts.
 */
export function ruleSets(folder: string): { readonly name: string; readonly rules: Ruleset }[] {
  const sources = sourcesIn(folder);
  const linux = mappedRules(sources, false);
  const all = mappedRules(sources, true);
  const [first] = linux;
  const one = linux.find(({ rule }) => rule.id === REFERENCE) ?? first;
  const sets: [string, readonly MappedRule[]][] = [
    ['1', one === undefined ? [] : [one]],
    [String(linux.length), linux],
    [String(all.length), all],
    [String(MANY), Array.from({ length: MANY }, (_, at) => copyOf(all, at)).flatMap((each) => each ?? [])],
  ];
  return sets.map(([name, rules]) => ({ name, rules: rulesetOf(rules) }));
}

/** The rules for Linux processes in a folder. */
export function linuxRules(folder: string): Ruleset {
  return rulesetOf(mappedRules(sourcesIn(folder), false));
}

function sourcesIn(folder: string): SourceText[] {
  return globSync(join(folder, '**/*.yml'))
    .filter((path) => !path.endsWith('hunt.yml'))
    .sort()
    .map((path) => new SourceText(path, readFileSync(path, 'utf8')));
}

function mappedRules(sources: readonly SourceText[], anyLogSource: boolean): readonly MappedRule[] {
  return loadSigma(sources, { anyLogSource }).rules.flatMap((rule) => {
    const { mapped } = mapRule(rule, 'asim');
    return mapped === undefined || rule.logsource.category !== 'process_creation' ? [] : [mapped];
  });
}

/** The rule at a place; behind the last one they come again and look for other texts. */
function copyOf(rules: readonly MappedRule[], at: number): MappedRule | undefined {
  const round = Math.floor(at / rules.length);
  const rule = rules[at % rules.length];
  if (rule === undefined || round === 0) return rule;
  const letter = String.fromCharCode(0x60 + round);
  const id = `${rule.rule.id}-${letter}`;
  return {
    ...rule,
    rule: { ...rule.rule, id },
    conditions: rule.conditions.map((condition) => changed(condition, letter)),
  };
}

type Mapped = Expression<MappedField>;

function changed(expression: Mapped, letter: string): Mapped {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { ...expression, of: expression.of.map((child) => changed(child, letter)) };
    case 'not':
    case 'selection':
      return { ...expression, of: changed(expression.of, letter) };
    case 'item': {
      const tests = expression.item.tests.map((test) => ({ ...test, ...changedTest(test, letter) }));
      return { ...expression, item: { ...expression.item, tests } };
    }
  }
}

/** Texts get a letter before their last one. */
function changedTest(test: Test<MappedField>, letter: string): Test<MappedField> {
  if (test.kind === 'variants') return { ...test, of: test.of.map((one) => changedTest(one, letter)) };
  if (test.kind !== 'string') return test;
  const pattern = test.pattern.map((part) =>
    part.kind === 'literal' ? { ...part, text: part.text.slice(0, -1) + letter + part.text.slice(-1) } : part,
  );
  return { ...test, pattern };
}

function rulesetOf(rules: readonly MappedRule[]): Ruleset {
  return {
    rules: rules.map((mapped) => ({ rule: mapped.rule, prepared: prepareRule(mapped), filters: [] })),
    correlations: [],
    silent: new Set(),
    filters: [],
    unsupported: 0,
    problems: [],
    hash: '',
  };
}
