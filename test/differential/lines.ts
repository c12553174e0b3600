import fc from 'fast-check';
import { event, value } from './generate.ts';

/** How a value is written: most as JSON writes it, some with needless or wrong escapes. */
type Written = string;

const TIMES = [
  '2026-11-24T09:00:00.123Z',
  '2026-11-24T09:00:59.999Z',
  '2026-11-24 09:00:00',
  '2026-02-30T00:00:00.000Z',
  '',
];
const time = fc.constantFrom(...TIMES, ...TIMES.slice(0, 2), ...TIMES.slice(0, 2), ...TIMES.slice(0, 2));

/** Sigma's name of each column that generated events have. */
const SIGMA: Readonly<Record<string, string>> = {
  TargetProcessName: 'Image',
  TargetProcessCommandLine: 'CommandLine',
  TargetUsername: 'User',
  TargetUserId: 'LogonId',
  ActingProcessName: 'ParentImage',
  ActingProcessId: 'ParentProcessId',
  ActingProcessCommandLine: 'ParentCommandLine',
  ActorUsername: 'ParentUser',
  EventStartTime: 'UtcTime',
  Dvc: 'Computer',
};

const written = fc.oneof(
  { weight: 4, arbitrary: value.map((each): Written => JSON.stringify(each)) },
  { weight: 2, arbitrary: value.map(escapedText) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Written>(
      'null',
      '7',
      '12345678901234567890',
      '1.0',
      '-0',
      'true',
      '"-"',
      '""',
      '{}',
      '["a"]',
    ),
  },
);

/** A text with each ASCII letter as an escape. */
function escapedText(text: string): Written {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[a-zA-Z/](?<!\\.)/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  try {
    JSON.parse(`"${escaped}"`);
    return `"${escaped}"`;
  } catch {
    return JSON.stringify(text);
  }
}

const others = fc.constantFrom(
  ...['"x":1', '"EventSchema":"ProcessEvent"', '"EventType":"ProcessCreated"', '"EventType":"ProcessTerminated"'],
  ...['"EventID":1', '"EventID":"1"', '"EventID":5', '"DvcHostname":"h2"', '"AdditionalFields":{"Argv":["a"]}'],
  ...[
    '"AdditionalFields":{"Ancestors":[{"pid":"9","name":"/usr/sbin/apache2"}]}',
    '"origin":{"source":"s","offset":1,"line":2}',
  ],
  ...[
    '"EventData":{"Image":"/bin/a"}',
    '"AdditionalFields":"{\\"Ancestors\\":[{\\"pid\\":\\"9\\",\\"name\\":\\"b\\"}]}"',
  ],
  ...[
    '"processes":[{"key":"k"},{"key":"l"}]',
    '"ParentProcessName":"/usr/sbin/apache2"',
    '"ActingProcessCommandLine":"node server.js"',
  ],
  ...['"\\u0049mage":"a"', '"CommandLine":"ab"', '"TargetProcessCommandLine":"ab"', '"n":{"Image":"a","x":[1,{}]}'],
);

/** Columns as most logs have them: ASCII, with an image. */
function plain(columns: object): object {
  const texts = Object.entries(columns).map(([name, text]) => [name, String(text).replaceAll(/[^ -~]|["\\]/g, '')]);
  return { TargetProcessName: '/x', ...Object.fromEntries(texts) };
}

/** A line for each of a log's events, in one of the two formats, as bytes. */
export function linesOf(format: 'asim' | 'sigma-json'): fc.Arbitrary<Buffer> {
  const line = fc
    .tuple(
      event,
      time,
      fc.array(fc.tuple(fc.nat(), written), { maxLength: 1 }),
      fc.array(others, { maxLength: 2 }),
      fc.nat(),
    )
    .map(([{ columns }, start, changes, more, order]) => {
      const { AdditionalFields: _, ...given } = columns;
      const flat = order % 4 === 0 ? given : plain(given);
      const texts = { ...flat, EventStartTime: start, Dvc: order % 3 === 0 ? 'web' : undefined };
      const members = Object.entries(texts).flatMap(([name, text]) => {
        const key = format === 'asim' ? name : SIGMA[name];
        return key === undefined || text === undefined ? [] : [`"${key}":${JSON.stringify(text)}`];
      });
      for (const [at, text] of changes) {
        const place = at % Math.max(1, members.length);
        members[place] = `${(members[place] ?? '"x":').split(':')[0]}:${text}`;
      }
      const all = [...members, ...more];
      const turned = [...all.slice(order % (all.length + 1)), ...all.slice(0, order % (all.length + 1))];
      const blank = order % 7 === 0 ? ' ' : '';
      return `{${turned.join(`${blank},${blank}`)}}${blank}`;
    });
  const damage = fc.tuple(fc.nat(), fc.constantFrom('"', '\\', '{', '}', ',', '\x00', '\xff', '\xc3', ' ', '\n', '\r'));
  return fc
    .tuple(fc.array(line, { minLength: 5, maxLength: 30 }), fc.array(damage, { maxLength: 2 }), fc.boolean())
    .map(([lines, damages, isWindows]) => {
      const first = format === 'asim' ? '{"TargetProcessName":"/x"}' : '{"Image":"/x","ProcessId":1}';
      let bytes = Buffer.from(`${[first, ...lines].join(isWindows ? '\r\n' : '\n')}\n`);
      for (const [place, by] of damages) {
        const at = first.length + 2 + (place % (bytes.length - first.length));
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(by, 'latin1'), bytes.subarray(at + 1)]);
      }
      return bytes;
    });
}
