import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import { lowerQuery } from '../../src/kql/lower/query.ts';

/** Queries made to take time or memory: each is told, with its place, in a few seconds. */

const chain = (count: number, of: (at: number) => string) => Array.from({ length: count }, (_, at) => of(at)).join('');

const hostile: Readonly<Record<string, string>> = {
  'deep brackets': `print x = ${'('.repeat(2000)}1${')'.repeat(2000)}`,
  'deep calls': `print x = ${'not('.repeat(2000)}true${')'.repeat(2000)}`,
  'a long sum': `print x = 1${'+1'.repeat(5000)}`,
  'many pipes': `print x = 1${'|extend x = x + 1'.repeat(3000)}`,
  'tables of tables': `let a0 = print x = 1;${chain(25, (at) => `let a${at + 1} = union a${at}, a${at};`)}a25 | count`,
  'functions of functions': `let f0 = (x: long) { x + x };${chain(25, (at) => `let f${at + 1} = (x: long) { f${at}(x) + f${at}(x) };`)}print f25(1)`,
  'values of values': `let a0 = 'ab';${chain(40, (at) => `let a${at + 1} = strcat(a${at}, a${at});`)}print a40`,
  'nested subqueries': `print x = 1${'|where x in (print y = 1'.repeat(100)}${')'.repeat(100)}`,
  'deep lists': `print dynamic(${'['.repeat(3000)}${']'.repeat(3000)})`,
  'deep paths': `print d = dynamic({}) | project d${'.a'.repeat(2000)}`,
  'a megabyte of nonsense': ')('.repeat(500_000),
};

describe('hostile queries', () => {
  it.each(Object.entries(hostile))('%s', (name, text) => {
    const start = Date.now();
    const { plans, problems } = lowerQuery(new SourceText(name, text), [], 0);
    expect(plans).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]?.at?.line).toBe(1);
    expect(Date.now() - start).toBeLessThan(30_000);
  });

  it('a megabyte of text in a literal is a text', () => {
    const { plans, problems } = lowerQuery(new SourceText('q', `print '${'a'.repeat(1_000_000)}'`), [], 0);
    expect(problems).toEqual([]);
    expect(plans).toHaveLength(1);
  });
});
