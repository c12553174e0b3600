/** Rules made to be slow, large or confusing, each with what must come out. */
export interface HostileCase {
  /** Texts of rule files. */
  readonly files: () => readonly string[];
  /** The value of CommandLine that the rules are asked about. */
  readonly value?: () => string;
  /** A code that must be told, or how many rules must match. */
  readonly expected: string | number;
}

const MEGABYTE = 1 << 20;
/** Less than the limit of a file. */
const ROOM = 1_000_000;

function rule(detection: string, id = '11111111-2222-4333-8444-555555555555'): string {
  const head = `title: Hostile\nid: ${id}\nlevel: low\nlogsource: {category: process_creation, product: linux}\n`;
  return `${head}detection:\n${detection}\n`;
}

function selection(...lines: readonly string[]): string {
  return rule(['  s:', ...lines.map((line) => `    ${line}`), '  condition: s'].join('\n'));
}

function many(count: number, text: (index: number) => string, joint = ', '): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(joint);
}

function idOf(index: number): string {
  return `11111111-2222-4333-8444-${String(index).padStart(12, '0')}`;
}

function laughs(): string {
  const levels = many(12, (level) => `x${level + 1}: &x${level + 1} [${many(10, () => `*x${level}`, ',')}]`, '\n');
  return `x0: &x0 [lol]\n${levels}\n${selection('CommandLine: lol')}`;
}

/** A regular expression on a value that keeps it busy. */
function regex(pattern: string, expected: string | number, value = 'a'.repeat(MEGABYTE)): HostileCase {
  return { files: () => [selection(`CommandLine|re: '${pattern}'`)], value: () => value, expected };
}

/** A pattern with wildcards on a value that nearly matches. */
function wildcards(pattern: string, expected: string | number, value = 'a'.repeat(MEGABYTE)): HostileCase {
  return { files: () => [selection(`CommandLine: '${pattern}'`)], value: () => value, expected };
}

const YAML: Readonly<Record<string, HostileCase>> = {
  'aliases that stand for 10^12 values': { files: () => [laughs()], expected: 'yaml-too-many' },
  'a file of 10 MB': {
    files: () => [selection(`CommandLine: '${'x'.repeat(10 * MEGABYTE)}'`)],
    expected: 'yaml-too-large',
  },
  'lists nested 10,000 deep': {
    files: () => [selection(`CommandLine: ${'['.repeat(10_000)}x${']'.repeat(10_000)}`)],
    expected: 'yaml-too-deep',
  },
  'maps nested 10,000 deep': {
    files: () => [rule(`  s: ${'{a: '.repeat(10_000)}x${'}'.repeat(10_000)}\n  condition: s`)],
    expected: 'yaml-too-deep',
  },
  'keys given twice, 20,000 times': {
    files: () => [rule(`  s:\n${many(20_000, () => '    CommandLine: x', '\n')}\n  condition: s`)],
    expected: 'yaml-duplicate-key',
  },
  '__proto__ and constructor as names': {
    files: () => [
      rule(
        '  __proto__: {CommandLine: x}\n  constructor: {CommandLine: x}\n  toString: [x]\n  condition: __proto__ and constructor and toString',
      ),
    ],
    value: () => 'x',
    expected: 1,
  },
  '__proto__ as a field': { files: () => [selection('__proto__: x')], expected: 'sigma-unknown-field' },
  'hasOwnProperty as a modifier': {
    files: () => [selection('CommandLine|hasOwnProperty: x')],
    expected: 'sigma-unknown-modifier',
  },
};

const REGEX: Readonly<Record<string, HostileCase>> = {
  '(a*)*b': regex('(a*)*b', 0),
  '(a*)*[bc]$': regex('(a*)*[bc]$', 0),
  '(.*a){20}[bc]$': regex('(.*a){20}[bc]$', 0),
  '(a|a)*b': regex('(a|a)*b', 0),
  '(a|aa)+$ with a last b': regex('(a|aa)+$', 0, `${'a'.repeat(MEGABYTE)}b`),
  '(.*a){20}': regex('(.*a){20}x', 0),
  '.*.*.*=.*': regex('.*.*.*=.*', 0),
  'a{1000}{1000}': regex('(a{1000}){1000}', 'sigma-regex'),
  'a{1,1000} on 1 MB': regex('a{1,1000}b', 0),
  '((a?){500}){500}': regex('((a?){500}){500}', 'sigma-regex'),
  '100 nested repetitions': regex(`${'('.repeat(100)}a${')+'.repeat(100)}b`, 0),
  '2,000 nested groups': regex(`${'('.repeat(1_990)}a${')'.repeat(1_990)}`, 'sigma-regex'),
  'an alternation of 800 words': regex(
    many(800, (index) => `w${index}`, '|'),
    0,
  ),
  'an expression of 500,000 characters': regex('a'.repeat(500_000), 'sigma-regex'),
  'large classes': regex('[\\p{L}\\p{N}\\p{P}]{200}!', 0, 'é'.repeat(MEGABYTE / 2)),
  '1,000 expressions on 1 MB': {
    files: () => [selection(`CommandLine|re: [${many(1_000, (index) => `'(x|y)*${index}z'`)}]`)],
    value: () => 'a'.repeat(MEGABYTE),
    expected: 0,
  },
};

const CONDITIONS: Readonly<Record<string, HostileCase>> = {
  'a condition of 100,000 tokens': {
    files: () => [rule(`  s: {CommandLine: x}\n  condition: ${'s or '.repeat(50_000)}s`)],
    value: () => 'y',
    expected: 0,
  },
  'not, 100,000 times': {
    files: () => [rule(`  s: {CommandLine: x}\n  condition: ${'not '.repeat(100_000)}s`)],
    expected: 'sigma-condition-too-deep',
  },
  '100,000 parentheses': {
    files: () => [rule(`  s: {CommandLine: x}\n  condition: ${'('.repeat(100_000)}s${')'.repeat(100_000)}`)],
    expected: 'sigma-condition-too-deep',
  },
  '30,000 selections, 1 of them': {
    files: () => [rule(`${many(30_000, (index) => `  s${index}: {User: x${index}}`, '\n')}\n  condition: 1 of them`)],
    expected: 0,
  },
  '100,000 selections': {
    files: () => [rule(`${many(100_000, (index) => `  s${index}: [x]`, '\n')}\n  condition: all of s*`)],
    expected: 'yaml-too-large',
  },
  '20,000 selections in each of 5,000 patterns': {
    files: () => [
      rule(
        `${many(20_000, (index) => `  s${index}: [x]`, '\n')}\n  condition: ${many(5_000, () => '1 of s*', ' or ')}`,
      ),
    ],
    expected: 'sigma-condition-too-large',
  },
  'a name of 300,000 stars': {
    files: () => [rule(`  ${'a'.repeat(300)}: [x]\n  condition: 1 of ${'*a'.repeat(150_000)}b`)],
    expected: 'sigma-condition-no-match',
  },
};

const VALUES: Readonly<Record<string, HostileCase>> = {
  '180,000 values in a list': {
    files: () => [selection(`CommandLine|contains: [${many(180_000, () => 'x', ',')}]`)],
    value: () => 'y'.repeat(MEGABYTE),
    expected: 0,
  },
  '1,000,000 values in a list': {
    files: () => [selection(`CommandLine|contains: [${many(1_000_000, () => 'x', ',')}]`)],
    expected: 'yaml-too-large',
  },
  '100,000 different values on 1 MB': {
    files: () => [selection(`CommandLine|contains: [${many(100_000, (index) => `v${index}`, ',')}]`)],
    value: () => 'y'.repeat(MEGABYTE),
    expected: 0,
  },
  'base64offset of 700,000 characters': {
    files: () => [selection(`CommandLine|wide|base64offset|contains: '${'x'.repeat(700_000)}'`)],
    value: () => 'A'.repeat(MEGABYTE),
    expected: 0,
  },
  'base64offset of 30,000 values': {
    files: () => [selection(`CommandLine|base64offset|contains: [${many(30_000, (index) => `value${index}`)}]`)],
    value: () => 'A'.repeat(MEGABYTE),
    expected: 0,
  },
  'base64offset of 40,000 values': {
    files: () => [selection(`CommandLine|base64offset|contains: [${many(40_000, (index) => `value${index}`)}]`)],
    expected: 'sigma-too-many-variants',
  },
  'windash with 10,000 options': {
    files: () => [selection(`CommandLine|windash|contains|all: ['${' -a'.repeat(10_000)}']`)],
    expected: 'sigma-too-many-variants',
  },
  'windash with 7 options': {
    files: () => [selection(`CommandLine|windash|contains|all: ['${' -a'.repeat(7)}']`)],
    value: () => ' -a'.repeat(MEGABYTE / 3),
    expected: 1,
  },
  'windash with 7 options, and nothing found': {
    files: () => [selection(`CommandLine|windash|contains|all: ['${' -a'.repeat(7)} b']`)],
    value: () => ' -a'.repeat(MEGABYTE / 3),
    expected: 0,
  },
  'expand of a placeholder in a placeholder': {
    files: () => [selection("CommandLine|expand: '%%a%%a%%a%%'")],
    expected: 'sigma-placeholder',
  },
  '*a*a*a… on 1 MB': wildcards(`${'*a'.repeat(100_000)}*b`, 0),
  '*ab*ab… on 1 MB of a': wildcards(`${'*ab'.repeat(100_000)}*`, 0),
  '?*?*?*… on 1 MB': wildcards(`${'?*'.repeat(100_000)}b`, 0),
  '100,000 question marks between stars': wildcards(`*${'?'.repeat(100_000)}b*`, 'sigma-pattern-too-long'),
  '100,000 letters and ? between stars': wildcards(`*${'a'.repeat(100_000)}?b*`, 'sigma-pattern-too-long'),
  '490 letters and ? between stars': wildcards(`*${'a'.repeat(490)}?b*`, 0),
  '490 letters and ?, and pairs of surrogates': wildcards(`*${'a'.repeat(490)}?b*`, 0, `😀${'a'.repeat(MEGABYTE / 8)}`),
  'b and 300,000 letters a': wildcards(`*b${'a'.repeat(300_000)}*`, 0),
  '200 patterns *a*a*a…': {
    files: () => [selection(`CommandLine: [${many(200, (index) => `'${'*a'.repeat(1_000)}*${index}b'`)}]`)],
    value: () => 'a'.repeat(MEGABYTE),
    expected: 0,
  },
};

const SETS: Readonly<Record<string, HostileCase>> = {
  '1,800 filters for 1,800 rules': {
    files: () => [
      many(900, (index) => rule('  s: {CommandLine: x}\n  condition: s', idOf(index)), '---\n'),
      many(900, (index) => rule('  s: {CommandLine: x}\n  condition: s', idOf(1_000 + index)), '---\n'),
      many(900, (index) => filter(idOf(2_000 + index)), '---\n'),
      many(900, (index) => filter(idOf(3_000 + index)), '---\n'),
    ],
    value: () => 'x',
    expected: 1_800,
  },
  'a filter that names 20,000 rules': {
    files: () => [
      rule('  s: {CommandLine: x}\n  condition: s'),
      filter(idOf(1)).replace('any', `[${many(20_000, (index) => idOf(5 + index), ',')}]`),
    ],
    value: () => 'x',
    expected: 1,
  },
  '900 rules with 60 values each': {
    files: () => [
      many(
        900,
        (index) =>
          rule(
            `  s: {CommandLine|contains: [${many(60, (at) => `v${index}x${at}`, ',')}]}\n  condition: s`,
            idOf(index),
          ),
        '---\n',
      ),
    ],
    value: () => 'v'.repeat(20_000),
    expected: 0,
  },
  'a field of 900,000 characters': {
    files: () => [selection(`'${'f'.repeat(ROOM - 100_000)}': x`)],
    expected: 'yaml-syntax',
  },
  'a modifier 100,000 times': {
    files: () => [selection(`'CommandLine${'|contains'.repeat(100_000)}': x`)],
    expected: 'yaml-syntax',
  },
  '100,000 tags': {
    files: () => [`tags: [${many(100_000, () => 'a.b', ',')}]\n${selection('CommandLine: x')}`],
    value: () => 'x',
    expected: 1,
  },
};

function filter(id: string): string {
  const head = `title: Hostile\nid: ${id}\nlogsource: {category: process_creation, product: linux}\n`;
  return `${head}filter:\n  rules: any\n  s: {CommandLine: y}\n  condition: not s\n`;
}

export const CASES: Readonly<Record<string, HostileCase>> = { ...YAML, ...REGEX, ...CONDITIONS, ...VALUES, ...SETS };
