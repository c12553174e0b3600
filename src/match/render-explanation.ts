import { printable } from '../diagnostic/printable.ts';
import type { ExplainedPlace, Explanation, RuleExplanation } from './explain.ts';

/** An explanation as plain text, one line a node, safe for a terminal. */
export function renderExplanation({ rule, matches, conditions }: RuleExplanation): string {
  const lines = [`${matches ? 'match' : 'no match'}: ${rule.title} (${rule.id})`];
  for (const condition of conditions) lines.push(...renderNode(condition, '  '));
  return lines.map(printable).join('\n');
}

function renderNode(node: Explanation, indent: string): string[] {
  const mark = node.holds ? '+' : '-';
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'not':
      return [`${indent}${mark} ${node.kind}`, ...inside(node.of, indent)];
    case 'selection':
      return [`${indent}${mark} ${node.name}`, ...inside(node.of, indent)];
    case 'item': {
      const all = node.quantifier === 'all' && !node.written.includes('|all') ? ' (all)' : '';
      return [
        `${indent}${mark} ${node.written}${all}`,
        ...node.places.filter(isTelling(node)).map((place) => renderPlace(place, `${indent}    `)),
      ];
    }
  }
}

/** Of keywords only the places where one was found are shown: the others are the whole event. */
function isTelling(node: Explanation & { kind: 'item' }): (place: ExplainedPlace) => boolean {
  const isKeywords = node.written === 'keywords' || node.written.startsWith('|');
  return (place) => !isKeywords || place.tests.some((test) => test.holds);
}

function inside(of: readonly Explanation[], indent: string): string[] {
  return of.flatMap((child) => renderNode(child, `${indent}  `));
}

const SHOWN_PATTERNS = 8;

function renderPlace({ column, value, tests }: ExplainedPlace, indent: string): string {
  const held = tests.filter((test) => test.holds);
  const shown = held.length > 0 ? held : tests;
  const patterns = shown.slice(0, SHOWN_PATTERNS).map(({ pattern }) => `'${pattern}'`);
  const more = shown.length > SHOWN_PATTERNS ? `, and ${shown.length - SHOWN_PATTERNS} more` : '';
  const verdict = held.length > 0 ? `holds for ${held.length} of ${tests.length}` : `holds for none of ${tests.length}`;
  const looked = value === null ? `${column} is absent` : `${column} is "${value}"`;
  return `${indent}${looked}: ${verdict}: ${patterns.join(', ')}${more}`;
}
