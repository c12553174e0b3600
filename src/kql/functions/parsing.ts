import { sql } from '../sql.ts';
import { arrayOf } from '../values/json.ts';
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

/** Functions that take a text apart. */
export const parsing: FunctionTable = {
  parse_url: native('parse_url', { takes: ['string'], gives: 'dynamic', run: urlParts }),
  parse_urlquery: native('parse_urlquery', {
    takes: ['string'],
    gives: 'dynamic',
    run: (query) => `{"Query Parameters":${queryParameters(query.replace(/^\?/, ''))}}`,
  }),
  parse_csv: native('parse_csv', { takes: ['string'], gives: 'dynamic', run: csvRecord }),
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
