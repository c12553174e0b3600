import { expect, test } from 'vitest';
import { convertRule } from '../../src/backends/convert.ts';
import { defenderXdr } from '../../src/backends/targets/defender-xdr.ts';
import { sentinelAsim } from '../../src/backends/targets/sentinel-asim.ts';
import type { DiagnosticCode } from '../../src/diagnostic/codes.ts';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { loadSigma } from '../../src/sigma/load.ts';

interface Case {
  readonly code: DiagnosticCode;
  readonly item: string;
  readonly category?: string;
  readonly target?: typeof sentinelAsim;
  /** Whether the rule is still converted. */
  readonly converts?: boolean;
}

const cases: readonly Case[] = [
  { code: 'kql-no-table', item: 'Image: a', category: 'dns_query' },
  { code: 'kql-unknown-field', item: 'CommandLin: a' },
  { code: 'kql-unknown-field', item: 'CurrentDirectory: /tmp', target: defenderXdr },
  { code: 'kql-no-ancestors', item: 'AncestorImage: /usr/sbin/nginx', target: defenderXdr },
  { code: 'kql-ancestors-from-us', item: 'AncestorImage: /usr/sbin/nginx', converts: true },
  { code: 'kql-ancestor-absent', item: 'AncestorImage: null' },
  { code: 'kql-ancestor-absent', item: "AncestorImage|re: 'a*'" },
  { code: 'kql-ancestor-reference', item: 'Image|fieldref: AncestorImage' },
  { code: 'kql-text-of-time', item: "EventStartTime|contains: '2026'" },
  { code: 'kql-text-of-time', item: 'Image|fieldref: EventStartTime' },
  { code: 'kql-case-beyond-ascii', item: "CommandLine|contains: 'é'", converts: true },
  { code: 'kql-word-boundary', item: "CommandLine|re: '\\bid\\b'", converts: true },
  { code: 'kql-hash', item: "Hashes|contains: 'nothing'" },
];

test.each(cases)('$code: $item', ({ code, item, category = 'process_creation', target = sentinelAsim, converts }) => {
  const text = `title: t\nlogsource:\n  category: ${category}\ndetection:\n  s:\n    ${item}\n  condition: s\n`;
  const [rule] = loadSigma([new SourceText('rule.yml', text)], { anyLogSource: true }).rules;
  if (rule === undefined) throw new Error('the rule does not load');
  const options = { target, lineage: 'asim', optimize: false, builtInParser: false } as const;
  const { conversion, diagnostics } = convertRule(rule, [], options);
  expect(conversion !== undefined).toBe(converts === true);
  const found = diagnostics.find((each) => each.code === code);
  expect(found?.at?.source).toBe('rule.yml');
  expect(found?.at?.line).toBe(code === 'kql-no-table' || code === 'kql-ancestors-from-us' ? 1 : 6);
});

test('a field that is unknown is answered with one that may have been meant', () => {
  const text = 'title: t\nlogsource: {category: process_creation}\ndetection:\n  s: {CommandLin: a}\n  condition: s\n';
  const [rule] = loadSigma([new SourceText('rule.yml', text)]).rules;
  if (rule === undefined) throw new Error('the rule does not load');
  const options = { target: sentinelAsim, lineage: 'asim', optimize: false, builtInParser: false } as const;
  expect(convertRule(rule, [], options).diagnostics.map(({ message }) => message)).toEqual([
    "imProcessCreate has nothing for the field 'CommandLin'; did you mean 'CommandLine'?",
  ]);
});
