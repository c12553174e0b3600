import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { loadSigma } from '../../src/sigma/load.ts';
import { modifiers } from '../../src/sigma/modifiers/registry.ts';

function problemsOf(item: string): string[] {
  const head = 'title: t\nlevel: low\nlogsource: {category: process_creation}\n';
  const text = `${head}detection:\n  sel:\n    ${item}\n  condition: sel\n`;
  const placeholders = new Map([['p', ['10.0.0.0/8', 'a-b']]]);
  return loadSigma([new SourceText('rule.yml', text)], { placeholders }).diagnostics.map(({ code }) => code);
}

describe('modifiers go together', () => {
  test.each([
    'CommandLine|windash|contains|all: [-a, -b]',
    'CommandLine|contains|windash|cased: -a',
    'CommandLine|windash|base64: -a',
    'CommandLine|utf16|base64offset|contains: ab',
    'CommandLine|cased|wide|base64offset|startswith: ab',
    'CommandLine|base64|base64offset|contains: ab',
    'CommandLine|contains|expand: a%p%',
    'CommandLine|expand|windash|contains: -%p%',
    'User|cased|fieldref|contains|neq: ParentUser',
    'EventStartTime|hour|lt: 6',
    'EventStartTime|month|neq: 6',
    'ProcessId|gt|neq: 6',
    'ProcessId|lt|all: [6, 7]',
    'CommandLine|re|i|neq: a',
    'Dvc|cidr|neq|all: [10.0.0.0/8, 10.0.0.0/9]',
    'User|exists|neq: true',
  ])('%s', (item) => expect(problemsOf(item)).toEqual([]));
});

describe('modifiers are refused', () => {
  test.each([
    ['CommandLine|contains|base64: a', 'sigma-modifier-order'],
    ['CommandLine|endswith|wide: a', 'sigma-modifier-order'],
    ['CommandLine|startswith|fieldref: User', 'sigma-modifier-order'],
    ['CommandLine|windash|expand: "%p%"', 'sigma-modifier-order'],
    ['CommandLine|base64|expand: "%p%"', 'sigma-modifier-order'],
    ['EventStartTime|gt|hour: 5', 'sigma-modifier-order'],
    ['CommandLine|wide|utf16be: a', 'sigma-modifier-conflict'],
    ['CommandLine|base64|re: a', 'sigma-modifier-conflict'],
    ['CommandLine|expand|re: a', 'sigma-modifier-conflict'],
    ['CommandLine|windash|fieldref: User', 'sigma-modifier-conflict'],
    ['ProcessId|gt|lt: 5', 'sigma-modifier-conflict'],
    ['ProcessId|gt|contains: 5', 'sigma-modifier-conflict'],
    ['ProcessId|cased|gt: 5', 'sigma-modifier-conflict'],
    ['EventStartTime|hour|day: 5', 'sigma-modifier-conflict'],
    ['Dvc|fieldref|cidr: User', 'sigma-modifier-conflict'],
    ['CommandLine|base64: 5', 'sigma-modifier-value'],
    ['CommandLine|windash: null', 'sigma-modifier-value'],
    ['CommandLine|wide: true', 'sigma-modifier-value'],
    ['CommandLine|fieldref: 5', 'sigma-modifier-value'],
    ["CommandLine|fieldref: 'a*'", 'sigma-modifier-value'],
    ["CommandLine|fieldref: ''", 'sigma-modifier-value'],
    ["ProcessId|gt: '5'", 'sigma-modifier-value'],
    ["EventStartTime|hour: '5'", 'sigma-modifier-value'],
    ['EventStartTime|hour: 1.5', 'sigma-time-range'],
    ['EventStartTime|month: 0', 'sigma-time-range'],
    ['EventStartTime|minute: 60', 'sigma-time-range'],
    ['CommandLine|base64offset: a', 'sigma-encoding'],
    ['CommandLine|utf16: a', 'sigma-encoding'],
    ['CommandLine|utf16|contains: a', 'sigma-encoding'],
    ['CommandLine|wide: é', 'sigma-encoding'],
    ["CommandLine|utf16be|base64: '?'", 'sigma-encoding'],
    ['Dvc|expand|cidr: "%p%"', 'sigma-cidr'],
    ['User|neq|neq: a', 'sigma-modifier-repeated'],
    ["'|neq': a", 'sigma-modifier-without-field'],
    ["'|fieldref': User", 'sigma-modifier-without-field'],
    ["'|gt': 5", 'sigma-modifier-without-field'],
    ["'|hour': 5", 'sigma-modifier-without-field'],
  ])('%s', (item, code) => expect(problemsOf(item)).toContain(code));
});

test.each(modifiers)(
  '$name refuses and orders others in the same way, whichever stands first',
  ({ name, before = [] }) => {
    for (const other of before) {
      const modifier = modifiers.find((one) => one.name === other);
      expect(modifier?.before ?? [], other).not.toContain(name);
    }
  },
);
