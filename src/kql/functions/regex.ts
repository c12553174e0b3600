import { convert } from '../lower/types.ts';
import { count, literal, type Sql, sql } from '../sql.ts';
import { itemsOf } from '../values/json.ts';
import { OTHER_WORD, toRe2 } from '../values/regex.ts';
import { constantNumber, constantText } from './constant.ts';
import { callNative, native } from './native.ts';
import type { Call, FunctionTable } from './row.ts';
import { twoOf } from './shapes.ts';

/** A regular expression as the database takes it, and how the text that it searches must be given to it. */
export interface Regex {
  readonly regex: Sql;
  readonly subject: (text: Sql) => Sql;
  /** How many groups it has, where it is known before the query runs. */
  readonly groups?: number;
}

/** For regular expressions that depend on the row; what it does not support ends the query with an error. */
export const translate = native('regex', {
  takes: ['string'],
  gives: 'string',
  run: (pattern) => {
    const translated = toRe2(pattern);
    if ('problem' in translated) throw new Error(`not supported here: ${translated.problem}`);
    if (translated.needsAscii)
      throw new Error(String.raw`not supported here: \b in a regular expression that is no constant`);
    return translated.regex;
  },
});

/** The regular expression that argument `at` of a call is; undefined, with the problem told, if it is not supported. */
export function regexOf(pattern: Sql, at: number, call: Call): Regex | undefined {
  return regexFrom(pattern, constantText(call.node, at), call);
}

/** A regular expression whose text is known, or the value that it has in each row. */
export function regexFrom(pattern: Sql, text: string | undefined, { node, context }: Call): Regex | undefined {
  if (text === undefined)
    return { regex: callNative(firstOf(translate.natives), [pattern]), subject: (value) => value };
  const translated = toRe2(text);
  if ('problem' in translated) {
    context.refuse(node, translated.problem);
    return { regex: literal(''), subject: (value) => value, groups: 0 };
  }
  const { regex, groups, needsAscii } = translated;
  return { regex: literal(regex), groups, subject: needsAscii ? asciiOnly : (value) => value };
}

function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('an empty list');
  return first;
}

/** A text in which `\b` means the same here and there; another one ends the query. */
function asciiOnly(text: Sql): Sql {
  const message = literal(String.raw`not supported here: \b in a regular expression beside letters that are not ASCII`);
  return sql`CASE WHEN regexp_matches(${text}, ${literal(OTHER_WORD)}) THEN error(${message}) ELSE ${text} END`;
}

/** Functions that search with a regular expression. */
export const regex: FunctionTable = {
  extract: {
    takes: ['string', 'long', 'string', 'any'],
    sql: ([pattern, group, source, ...rest], call) => {
      if (pattern === undefined || group === undefined || source === undefined || rest.length > 1) return undefined;
      const found = extracted(pattern, source, call);
      return found && convert({ sql: found, type: 'string' }, call.type);
    },
  },
  extract_all: {
    takes: ['string', 'any', 'string'],
    gives: 'dynamic',
    sql: ([pattern, second, third, ...rest], call) => {
      if (pattern === undefined || rest.length > 0) return undefined;
      const source = third ?? (call.args[1]?.type === 'string' ? second : undefined);
      const chosen = third === undefined ? [] : groupsOf(constantText(call.node, 1));
      return source && chosen && allExtracted(pattern, source, chosen, call);
    },
  },
  indexof_regex: {
    takes: ['string', 'string', 'long'],
    gives: 'long',
    sql: ([source, pattern, start = sql`0`, length = sql`-1`, , ...rest], call) => {
      const nth = call.args.length > 4 ? constantNumber(call.node, 4) : 1;
      if (source === undefined || pattern === undefined || rest.length > 0 || nth === undefined) return undefined;
      const found = regexOf(pattern, 1, call);
      if (found === undefined || nth < 1) return undefined;
      const whole = found.subject(source);
      const searched = sql`CASE WHEN ${length} < 0 THEN substring(${whole}, ${start} + 1) ELSE substring(${whole}, ${start} + 1, ${length}) END`;
      return sql`CASE WHEN ${start} >= 0 AND ${length} >= -1 THEN kql_index_of(${searched}, ${found.regex}, ${start}, ${count(nth)}) END`;
    },
  },
  replace_regex: {
    takes: ['string'],
    gives: 'string',
    sql: ([source, pattern, rewrite, ...rest], call) =>
      source === undefined || pattern === undefined || rewrite === undefined || rest.length > 0
        ? undefined
        : replaced(source, [pattern, 1], [rewrite, 2], call),
  },
  replace: {
    takes: ['string'],
    gives: 'string',
    sql: ([pattern, rewrite, source, ...rest], call) =>
      source === undefined || pattern === undefined || rewrite === undefined || rest.length > 0
        ? undefined
        : replaced(source, [pattern, 0], [rewrite, 1], call),
  },
  trim: trimming(true, true),
  trim_start: trimming(true, false),
  trim_end: trimming(false, true),
  regex_quote: native('regex_quote', {
    takes: ['string'],
    gives: 'string',
    run: (text) => text.replace(/[\\.+*?()|[\]{}^$#&\-~]/g, String.raw`\$&`),
  }),
};

/** The group must be a constant of one digit; a group that is not there gives nothing. */
function extracted(pattern: Sql, source: Sql, call: Call): Sql | undefined {
  const group = constantNumber(call.node, 1);
  const found = regexOf(pattern, 0, call);
  if (group === undefined || group < 0 || group > MAX_GROUP || found === undefined) return undefined;
  if (found.groups !== undefined && group > found.groups) return sql`''`;
  if (found.groups === undefined && group > 0) return undefined;
  return sql`coalesce(regexp_extract(${found.subject(source)}, ${found.regex}, ${count(group)}), '')`;
}

const MAX_GROUP = 9;

/** The numbers in a constant list of groups; undefined for names, and for what is none. */
function groupsOf(json: string | undefined): readonly number[] | undefined {
  const items = json === undefined ? undefined : itemsOf(json);
  return items?.every((each) => /^[1-9]$/.test(each)) === true ? items.map(Number) : undefined;
}

/** One group: its texts. Several: a list of them for each match. Of all groups, or of those that are chosen. */
function allExtracted(pattern: Sql, source: Sql, chosen: readonly number[], call: Call): Sql | undefined {
  const found = regexOf(pattern, 0, call);
  const groups = found?.groups;
  if (found === undefined || groups === undefined || groups > MAX_GROUP) return undefined;
  if (groups === 0) {
    call.context.refuse(call.node, 'extract_all of a regular expression without groups', 'dynamic');
    return sql`NULL`;
  }
  const numbers = chosen.length > 0 ? chosen : Array.from({ length: groups }, (_, at) => at + 1);
  if (numbers.some((each) => each > groups)) return undefined;
  const texts = numbers.map((each) => groupTexts(found, source, each));
  const [first] = texts;
  if (texts.length === 1 && first !== undefined) return sql`CASE WHEN length(${first}) > 0 THEN to_json(${first}) END`;
  const each = texts.map((list, at) => (at === 0 ? sql`${list}[i]` : sql`, ${list}[i]`));
  const all = each.reduce((one, other) => sql`${one}${other}`);
  const rows = sql`list_transform(range(1, length(${first ?? sql`[]`}) + 1), i -> [${all}])`;
  return sql`CASE WHEN length(${first ?? sql`[]`}) > 0 THEN to_json(${rows}) END`;
}

function groupTexts({ regex: pattern, subject }: Regex, source: Sql, group: number): Sql {
  return sql`list_transform(regexp_extract_all(${subject(source)}, ${pattern}, ${count(group)}), x -> coalesce(x, ''))`;
}

/** In what is put in, `\0` to `\9` are groups and `\\` a backslash; another backslash is an error there. */
function replaced(source: Sql, [pattern, at]: [Sql, number], [rewrite, rewriteAt]: [Sql, number], call: Call) {
  const found = regexOf(pattern, at, call);
  const text = constantText(call.node, rewriteAt);
  if (found === undefined || text === undefined || /\\(?![0-9\\])/.test(text.replaceAll(/\\\\/g, ''))) return undefined;
  const most = Math.max(
    0,
    ...Array.from(text.replaceAll(/\\\\/g, '').matchAll(/\\(\d)/g), ([, digit]) => Number(digit)),
  );
  if (most > 0 && (found.groups === undefined || most > found.groups)) return undefined;
  return sql`regexp_replace(${found.subject(source)}, ${found.regex}, ${rewrite}, 'g')`;
}

/** All matches that follow each other at the start or the end are cut away. */
function trimming(atStart: boolean, atEnd: boolean): FunctionTable[string] {
  return {
    takes: ['string'],
    gives: 'string',
    sql: twoOf((pattern, source, call) => {
      const found = regexOf(pattern, 0, call);
      if (found === undefined) return undefined;
      const subject = found.subject(source);
      const start = atStart ? sql`regexp_replace(${subject}, '^(?:' || ${found.regex} || ')+', '')` : subject;
      return atEnd ? sql`regexp_replace(${start}, '(?:' || ${found.regex} || ')+$', '')` : start;
    }),
  };
}
