import { basename } from 'node:path';
import type { SigmaRule } from '../../sigma/ir.ts';

const MAX_LENGTH = 100;

/**
 * A name for the file of each rule, without its extension: that of the rule's file, and where several would have the same,
 * the rule's id. Only letters, digits, `.`, `_` and `-`, and none that a system keeps for devices.
 */
export function fileNames(rules: readonly Pick<SigmaRule, 'id' | 'path'>[]): readonly string[] {
  const own = rules.map(({ path }) => safe(basename(path).replace(/\.ya?ml$/i, '')));
  const counts = countOf(own);
  const distinct = own.map((name, at) => (counts.get(key(name)) === 1 ? name : `${name}-${safe(rules[at]?.id ?? '')}`));
  const taken = new Set<string>();
  return distinct.map((name) => {
    let free = name;
    for (let number = 2; taken.has(key(free)); number += 1) free = `${name}-${number}`;
    taken.add(key(free));
    return free;
  });
}

function safe(text: string): string {
  const name = text
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[.-]+/, '')
    .slice(0, MAX_LENGTH);
  return name === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name) ? `rule_${name}` : name;
}

/** Some systems take names for the same that differ in letter case only. */
function key(name: string): string {
  return name.toLowerCase();
}

function countOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(key(name), (counts.get(key(name)) ?? 0) + 1);
  return counts;
}
