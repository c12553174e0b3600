import fc from 'fast-check';
import type { AsimColumns } from '../../src/event/process-event.ts';
import type { MatchableEvent } from '../../src/match/event-view.ts';

/** Characters that are equal in one reading and different in another: case, halves of pairs, composition, escapes. */
const PLAIN = ['a', 'B', 'b', 'k', 'K', 'i', 's', 'S', '/', '-', ' ', '1', '.', '\n', 'ab', 'nc'];
const ADVERSARIAL = [
  ...['\u212a', '\u0130', 'ı', 'ſ', 'Σ', 'σ', 'ς', 'ß', 'ẞ', 'é', 'É', 'e\u0301', '\u0301', '–', '\u00a0'],
  ...['\u{1f600}', '\ud83d', '\ude00', '\u{10400}', '\u{10428}', '\ud801', '\udc00', '\udc28', '\0', '\u200d'],
];
const ESCAPES = ['*', '?', '\\', '\\*', '\\?', '\\\\', '**', '*?'];

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PLAIN) },
  { weight: 3, arbitrary: fc.constantFrom(...ADVERSARIAL) },
);
const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
const someWritten = fc
  .array(fc.oneof({ weight: 4, arbitrary: piece }, { weight: 1, arbitrary: fc.constantFrom(...ESCAPES) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((pieces) => pieces.join(''));
const written = fc.oneof({ weight: 15, arbitrary: someWritten }, { weight: 1, arbitrary: fc.constant('') });

const FIELDS = ['Image', 'CommandLine', 'User', 'ParentImage', 'ParentProcessId', 'ParentCommandLine', 'LogonId'];
const field = fc.constantFrom(...FIELDS, 'AncestorImage', 'AncestorCommandLine', 'ParentUser', 'EventStartTime');
const words = fc.array(written, { minLength: 1, maxLength: 4 }).map((all) => JSON.stringify(all));
const place = fc.constantFrom('', '|contains', '|contains', '|startswith', '|endswith');
const textual = fc
  .tuple(
    field,
    fc.constantFrom('', '', '|windash'),
    place,
    fc.constantFrom('', '', '|cased'),
    fc.constantFrom('', '', '', '|all'),
    fc.constantFrom('', '', '', '|neq'),
    words,
  )
  .map(([name, dash, where, cased, all, neq, values]) => {
    const isList = values.includes('","');
    return `${name}${dash}${where}${cased}${isList ? all : ''}${neq}: ${values}`;
  });

const NUMBERS = ['1', '-1', '0', '42', '042', '1.5', '0.0', '1e3', '0x10', '4294967296'];
const number = fc.constantFrom(...NUMBERS);
const OTHERS = [
  ...['|cidr: 10.0.0.0/8', '|cidr: ["::/0", "192.168.1.1"]', '|exists: true', '|exists: false', ': null', ": ''"],
  ...['|neq: null', '|hour: 3', '|minute|gte: 30', '|week: 1', '|year|lt: 2025', ': true', ': [null, a]'],
  ...["|base64offset|contains: 'ab'", "|wide|base64offset|contains: 'nc'", "|contains|all: ['a', 'b']", "|neq: ''"],
];
const other = fc.tuple(field, fc.constantFrom(...OTHERS)).map(([name, rest]) => `${name}${rest}`);
const numeric = fc
  .tuple(field, fc.constantFrom('', '|lt', '|lte', '|gt', '|gte', '|neq'), number)
  .map(([name, how, value]) => `${name}${how}: ${value}`);
const reference = fc
  .tuple(field, fc.constantFrom('', '|contains', '|startswith', '|endswith', '|cased', '|neq'), field)
  .map(([name, how, to]) => `${name}|fieldref${how}: ${to}`);

/** Regular expressions of every kind of piece, for rules and for what is derived from them. */
export const regex = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(
          ...[
            'a',
            'b',
            'k',
            'S',
            's',
            'K',
            'nc',
            'é',
            'Σ',
            '.',
            '^',
            '$',
            '[ab]',
            '[^a]',
            '[[:alpha:]]',
            '[]a]',
            '\\d',
          ],
          ...[
            '\\.',
            '\\/',
            '(a|b)',
            '(?:ab|nc)',
            '(a|)',
            '(ab)',
            '(?i:k)',
            '(?i)',
            '(?P<n>ab)',
            '\\x61',
            '\\x{62}',
            '|',
          ],
          ...['\\pL', '\\w', '{', '}', '\\n', '[\\]a]', '(?:a(b|k)c?)', '\\-', ' ', '1', ']', '{,2}', 'x{', '\\101'],
        ),
        fc.constantFrom('', '', '', '', '*', '+', '?', '{2}', '{0,1}', '{1,}', '+?', '*?'),
      )
      .map((parts) => parts.join('')),
    { minLength: 1, maxLength: 4 },
  )
  .map((pieces) => pieces.join(''));
export const regexFlags = fc.subarray(['i', 'm', 's']);
const expression = fc
  .tuple(field, regexFlags, fc.array(regex, { minLength: 1, maxLength: 2 }))
  .map(([name, flags, all]) => `${[name, 're', ...flags].join('|')}: ${JSON.stringify(all)}`);

const item = fc.oneof(
  { weight: 6, arbitrary: textual },
  { weight: 1, arbitrary: expression },
  { weight: 1, arbitrary: numeric },
  { weight: 2, arbitrary: other },
  { weight: 1, arbitrary: reference },
);
const map = fc
  .uniqueArray(item, { minLength: 1, maxLength: 3, selector: (one) => one.split(':')[0] })
  .map((items) => items.join('\n      '));
const selection = fc.oneof(
  { weight: 5, arbitrary: map.map((one) => `\n      ${one}`) },
  { weight: 1, arbitrary: fc.tuple(map, map).map((all) => all.map((one) => `\n    - ${one}`).join('')) },
  { weight: 1, arbitrary: words.map((values) => ` ${values}`) },
);

const CONDITIONS = [
  ...['s1', 's2', 's1 and s2', 's2 and s3', 'all of s*', 's1 and s2 and not s3', 's1 and not s2', 's1 and 1 of s2*'],
  ...['not s1', '1 of s*', 'not 1 of s*'],
];
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: fc.constantFrom(...CONDITIONS) },
    { weight: 1, arbitrary: tie('condition').map((one) => `not (${one})`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie('condition'), fc.constantFrom('and', 'and', 'or'), tie('condition'))
        .map(([a, op, b]) => `(${a} ${op} ${b})`),
    },
  ),
}));
const detection = fc.tuple(selection, selection, selection, fc.array(condition, { minLength: 1, maxLength: 2 }));

/** A rule as text, without its id. */
export const ruleText = detection.map(
  ([s1, s2, s3, conditions]) =>
    `${HEAD}detection:\n  s1:${indented(s1)}\n  s2:${indented(s2)}\n  s3:${indented(s3)}\n  condition: ${JSON.stringify(conditions)}\n`,
);
/** A filter for all rules as text, without its id. */
export const filterText = fc
  .tuple(selection, fc.constantFrom('not s1', 's1', 'not (not s1)'))
  .map(([s1, how]) => `${HEAD}filter:\n  rules: any\n  s1:${indented(s1)}\n  condition: ${how}\n`);

const HEAD = 'title: t\nlevel: low\nlogsource: {category: process_creation}\n';

/** A map in a list goes on below its first key. */
function indented(selection: string): string {
  return selection.startsWith('\n    - ') ? selection.replaceAll('\n    - ', '\n    -\n      ') : selection;
}

const value = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom(...NUMBERS, '10.1.2.3', '192.168.1.1', '::1', 'true', '', '') },
  { weight: 1, arbitrary: fc.constantFrom('2024-02-29T03:31:00Z', '2025-01-01T00:30:00+02:00', 'YWI=', 'bgBjA') },
);
const ancestor = fc.record(
  { pid: value, name: value, commandLine: value, inferred: fc.constantFrom(true as const) },
  { requiredKeys: ['pid', 'name', 'commandLine'] },
);
/** An event; a column may be absent, or empty. */
export const event: fc.Arbitrary<MatchableEvent> = fc
  .record(
    {
      TargetProcessName: value,
      TargetProcessCommandLine: value,
      TargetUsername: value,
      TargetUserId: value,
      ActingProcessName: value,
      ActingProcessId: value,
      ActingProcessCommandLine: value,
      ParentProcessName: value,
      ParentProcessId: value,
      ActorUsername: value,
      EventStartTime: value,
      AdditionalFields: fc.record(
        { Ancestors: fc.array(ancestor, { maxLength: 3 }), Argv: fc.array(value, { maxLength: 3 }) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['AdditionalFields'] },
  )
  .map((columns) => ({ columns: columns as unknown as AsimColumns }));
export { value };
