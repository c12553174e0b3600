import { all } from './all.ts';
import { cased } from './cased.ts';
import { cidr } from './cidr.ts';
import { contains } from './contains.ts';
import { endswith } from './endswith.ts';
import { exists } from './exists.ts';
import { i } from './i.ts';
import { m } from './m.ts';
import type { Modifier } from './modifier.ts';
import { re } from './re.ts';
import { s } from './s.ts';
import { startswith } from './startswith.ts';

/** Every modifier that is supported. Add one: a file, a line here, a golden case in test/golden/sigma. */
export const modifiers: readonly Modifier[] = [contains, startswith, endswith, all, cased, exists, re, i, m, s, cidr];

/** Modifiers of Sigma that are not supported yet: a rule that uses one is counted as unsupported, and told so. */
export const UNSUPPORTED_MODIFIERS: readonly string[] = [
  'neq',
  'windash',
  'base64',
  'base64offset',
  'utf16le',
  'utf16be',
  'utf16',
  'wide',
  'lt',
  'lte',
  'gt',
  'gte',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'year',
  'expand',
  'fieldref',
];

const byName: ReadonlyMap<string, Modifier> = new Map(modifiers.map((modifier) => [modifier.name, modifier]));

export function findModifier(name: string): Modifier | undefined {
  return byName.get(name);
}
