import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { taxonomy } from '../../src/event/taxonomy.ts';
import { modifiers } from '../../src/sigma/modifiers/registry.ts';
import { DEFAULT_LEVEL } from '../../src/sigma/rule.ts';

const docs = readFileSync(new URL('../../docs/sigma.md', import.meta.url), 'utf8');

describe('docs/sigma.md', () => {
  test.each(modifiers)('says what $name does', ({ name, doc }) => {
    expect(docs).toContain(`| \`${name}\` | ${doc} |`);
  });
  test.each(Object.keys(taxonomy))('lists the field %s', (field) => expect(docs).toContain(`| \`${field}\` |`));
  test('names the default level', () => expect(docs).toContain(`**${DEFAULT_LEVEL}**`));
});

describe('the registry of modifiers', () => {
  const names = modifiers.map(({ name }) => name);
  test('has each name once', () => {
    expect(new Set(names).size).toBe(names.length);
  });
  test.each(modifiers)('$name refers to modifiers that exist', ({ conflicts, after, before = [] }) => {
    const others = [...conflicts, ...before, ...(after === undefined ? [] : [after])];
    expect(others.filter((name) => !names.includes(name))).toEqual([]);
  });
});
