import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import type { AuditRecord } from '../../src/event/audit-record.ts';
import type { AsimColumns, ProcessEvent } from '../../src/event/process-event.ts';
import type { MatchableEvent } from '../../src/match/event-view.ts';
import { matchRule } from '../../src/match/match.ts';
import { readEvents } from '../../src/read-events.ts';
import { findLogs } from '../../src/sources/log-set.ts';
import { compare, preparedRules } from './compare.ts';

const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));
const CORPUS = `${SHARED}corpus/sigmahq/`;
const TELEMETRY = `${SHARED}telemetry/`;
const isThere = existsSync(CORPUS) && existsSync(TELEMETRY);
/** Has more events than all others together; read with FULL=1. */
const LARGEST = 'm1-mixed-volume';

if (!isThere) console.log('Rules about audit records on recorded logs: not run: ../shared absent');

const word = fc.constantFrom(
  'id',
  'ls',
  '-la',
  '/tmp/x',
  '33',
  '0',
  'execve',
  'SYSCALL',
  'EXECVE',
  'PATH',
  'İd',
  'a*b',
);
const field = fc.constantFrom('type', 'a0', 'a1', 'exe', 'euid', 'key', 'name', 'SYSCALL', 'syscall');
const modifier = fc.constantFrom('', '|contains', '|startswith', '|endswith', '|contains|all', '|cased', '|neq');
const item = fc
  .tuple(field, modifier, fc.array(word, { minLength: 1, maxLength: 3 }))
  .map(([name, how, values]) => `'${name}${how}': [${values.map((value) => `'${value}'`).join(', ')}]`);
const selection = fc.uniqueArray(item, { minLength: 1, maxLength: 2, selector: (each) => each.split(':')[0] });
const condition = fc.constantFrom('s', 's and t', 's or t', 's and not t', '1 of them and k', 'not s', 's or not k');

/** Rules about records, and now and then one about events. */
const rule = fc.record({ s: selection, t: selection, k: word, condition, isOfEvents: fc.boolean() }).map((made) => {
  const ofEvents = 'logsource: {category: process_creation}\ndetection:\n  s: {Image|contains: id}\n  condition: s\n';
  if (made.isOfEvents && made.k === 'id') return ofEvents;
  const selections = [`  s: {${made.s.join(', ')}}`, `  t: {${made.t.join(', ')}}`, `  k: ['${made.k}']`];
  const body = `detection:\n${selections.join('\n')}\n  condition: ${made.condition}\n`;
  return `logsource: {product: linux, service: auditd}\n${body}`;
});

const record = fc
  .tuple(
    fc.constantFrom('SYSCALL', 'EXECVE', 'PATH', 'CWD'),
    fc.dictionary(field, fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 2 })), { maxKeys: 4 }),
  )
  .map(([type, fields]): AuditRecord => ({ ...fields, type }));

const event = fc.option(fc.array(record, { maxLength: 4 }), { nil: undefined }).map((records): MatchableEvent => {
  const AdditionalFields = records === undefined ? {} : { AuditRecords: records };
  return { columns: { TargetProcessName: '/usr/bin/id', AdditionalFields } as unknown as AsimColumns };
});

test('rules about records match the same in a compiled rule set', () => {
  const total = { pairs: 0, matches: 0 };
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 5, maxLength: 15 }),
      fc.array(event, { minLength: 20, maxLength: 40 }),
      (texts, events) => {
        const sources = texts.map(
          (text, at) => new SourceText(`${at}.yml`, `title: t\nid: r${at}\nlevel: low\n${text}`),
        );
        const { differences, pairs, matches } = compare(preparedRules(sources, 'asim'), events);
        total.pairs += pairs;
        total.matches += matches;
        expect(differences).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
  console.log(`rules about audit records: ${total.pairs} pairs, ${total.matches} match`);
  expect(total.pairs).toBeGreaterThan(20_000);
  expect(total.matches).toBeGreaterThan(total.pairs / 100);
});

/** A second reading of raw logs, simple and slow: fields by one expression, values in quotes or hexadecimal. */
function simpleRecords(text: string): Map<string, Map<string, string>[]> {
  const found = new Map<string, Map<string, string>[]>();
  for (const line of text.split('\n')) {
    const head = /type=(\w+) msg=audit\(([\d.]+:\d+)\):/.exec(line);
    if (head === null) continue;
    const [all, type = '', uid = ''] = head;
    const fields = new Map([['type', type]]);
    const body = line.slice(head.index + all.length).split('\x1d')[0] ?? '';
    for (const [, name = '', quoted, bare = ''] of body.matchAll(/(\w+)=(?:"([^"]*)"|(\S*))/g))
      if (!fields.has(name)) fields.set(name, quoted ?? simpleText(type, name, bare));
    found.set(uid, [...(found.get(uid) ?? []), fields]);
  }
  return found;
}

function simpleText(type: string, name: string, bare: string): string {
  const isEncoded = (type === 'EXECVE' && name !== 'argc') || ['exe', 'comm', 'name', 'key'].includes(name);
  return isEncoded && /^([0-9A-F]{2})+$/.test(bare) ? Buffer.from(bare, 'hex').toString('utf8') : bare;
}

type Fields = ReadonlyMap<string, string>;
const has = (fields: Fields, name: string, ...values: readonly string[]): boolean =>
  values.includes(fields.get(name)?.toLowerCase() ?? '');
const DISCOVERY = ['hostname', 'id', 'last', 'uname', 'users', 'w', 'who', 'whoami'];

/** Rules of the corpus in words of our own. */
const READINGS: Readonly<Record<string, (fields: Fields) => boolean>> = {
  'System Owner or User Discovery - Linux': (fields) =>
    has(fields, 'type', 'execve') && has(fields, 'a0', ...DISCOVERY),
  'Webshell Remote Command Execution': (fields) => has(fields, 'type', 'syscall') && has(fields, 'euid', '33'),
  'Data Compressed': (fields) =>
    has(fields, 'type', 'execve') &&
    (has(fields, 'a0', 'zip') ||
      (has(fields, 'a0', 'gzip') && has(fields, 'a1', '-k')) ||
      (has(fields, 'a0', 'tar') && (fields.get('a1') ?? '').toLowerCase().includes('-c'))),
  'Use Of Hidden Paths Or Files': (fields) => {
    const name = fields.get('name') ?? '';
    const isKnown = ['/.cache/', '/.config/', '/.pyenv/', '/.rustup/toolchains'].some((part) => name.includes(part));
    return has(fields, 'type', 'path') && name.includes('/.') && !isKnown;
  },
};

describe.runIf(isThere)('on recorded logs', () => {
  const captures = isThere
    ? globSync(`${TELEMETRY}*/audit.log*`).filter((path) => process.env['FULL'] === '1' || !path.includes(LARGEST))
    : [];

  test('a simple reading of the raw text finds the same events', async () => {
    const paths = globSync(`${CORPUS}**/*auditd*.yml`);
    const rules = preparedRules(
      paths.map((path) => new SourceText(path, readFileSync(path, 'utf8'))),
      'asim',
    );
    const known = rules.filter((each) => Object.hasOwn(READINGS, each.rule.title));
    expect(known).toHaveLength(Object.keys(READINGS).length);
    const counts = new Map<string, number>();
    for (const path of captures) {
      const raw = readFileSync(path);
      const simple = simpleRecords((path.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8'));
      for (const each of await eventsWithRecords(path)) {
        const records = simple.get(each.columns.EventOriginalUid) ?? [];
        for (const one of known) {
          const { title } = one.rule;
          const isFound = matchRule(one, each) !== null;
          expect(isFound, `${title} on ${path} ${each.columns.EventOriginalUid}`).toBe(
            records.some((fields) => READINGS[title]?.(fields) === true),
          );
          if (isFound) counts.set(title, (counts.get(title) ?? 0) + 1);
        }
      }
    }
    console.log(`rules about audit records on recorded logs: ${JSON.stringify(Object.fromEntries(counts))}`);
    expect(counts.size).toBeGreaterThan(2);
  }, 120_000);
});

async function eventsWithRecords(path: string): Promise<readonly ProcessEvent[]> {
  const events: ProcessEvent[] = [];
  await readEvents(findLogs([path]).sets, {
    format: 'auto',
    host: 'test',
    users: new Map(),
    demand: { auditRecords: true },
    onEvent: (each) => events.push(each),
    onProblem: () => {},
  });
  return events;
}
