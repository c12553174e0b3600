import { convert } from '../lower/types.ts';
import { sql } from '../sql.ts';
import { arrayOf } from '../values/json.ts';
import { jsonPath, valueAt } from '../values/json-path.ts';
import { pathParts, versionNumber, windowsArguments } from '../values/path.ts';
import { csvRecord, queryParameters, urlParts } from '../values/url.ts';
import { constantText } from './constant.ts';
import { callNative, native } from './native.ts';
import type { FunctionRow, FunctionTable } from './row.ts';
import { one } from './shapes.ts';

const version = native('parse_version', {
  takes: ['string'],
  gives: 'string',
  run: (text) => versionNumber(text) ?? null,
});

const commandLine = native('parse_command_line', {
  takes: ['string'],
  gives: 'dynamic',
  run: (line) => {
    const args = windowsArguments(line);
    return args.length === 0 ? null : arrayOf(args.map((each) => JSON.stringify(each)));
  },
});

const jsonAt = native('extract_json', {
  takes: ['string', 'string'],
  gives: 'string',
  run: (path, json) => valueAt(json, jsonPath(path) ?? []) ?? null,
});

/** Of JSON the text at a path, which must be a constant; as another type if one is given. */
const extractJson = {
  takes: ['string', 'string', 'any'],
  natives: jsonAt.natives,
  sql: ([path, json, ...rest], call) => {
    if (path === undefined || json === undefined || rest.length > 1) return undefined;
    if (jsonPath(constantText(call.node, 0) ?? '') === undefined) return undefined;
    const found = jsonAt.sql([path, json], call);
    return found && convert({ sql: sql`coalesce(${found}, '')`, type: 'string' }, call.type);
  },
} as FunctionRow;

/** Functions that take a text apart. */
export const parsing: FunctionTable = {
  parse_url: native('parse_url', { takes: ['string'], gives: 'dynamic', run: urlParts }),
  parse_urlquery: native('parse_urlquery', {
    takes: ['string'],
    gives: 'dynamic',
    run: (query) => `{"Query Parameters":${queryParameters(query.replace(/^\?/, ''))}}`,
  }),
  parse_csv: native('parse_csv', { takes: ['string'], gives: 'dynamic', run: csvRecord }),
  extract_json: extractJson,
  extractjson: extractJson,
  parse_path: native('parse_path', { takes: ['string'], gives: 'dynamic', run: pathParts }),
  /** A number of 25 digits, wider than other decimals. */
  parse_version: {
    takes: ['string'],
    gives: 'decimal',
    natives: version.natives,
    sql: one((a) => {
      const [called] = version.natives;
      return called && sql`CAST(${callNative(called, [a])} AS DECIMAL(38, 0))`;
    }),
  } as FunctionRow,
  parse_command_line: {
    ...commandLine,
    takes: ['string'],
    sql: ([line, ...rest], call) =>
      line === undefined || rest.length > 1 || constantText(call.node, 1) !== 'windows'
        ? undefined
        : commandLine.sql([line], call),
  },
};
