import { auditdCodes } from './codes/auditd.ts';
import { cliCodes } from './codes/cli.ts';
import { convertCodes } from './codes/convert.ts';
import { correlationCodes } from './codes/correlation.ts';
import { huntCodes } from './codes/hunt.ts';
import { kqlCodes } from './codes/kql.ts';
import { kqlCorrelationCodes } from './codes/kql-correlation.ts';
import { lintCodes } from './codes/lint.ts';
import { queryCodes } from './codes/query.ts';
import { sigmaCodes } from './codes/sigma.ts';
import { storeCodes } from './codes/store.ts';
import { structuredCodes } from './codes/structured.ts';

/**
 * Every diagnostic that the program can give, by code. A code is never reused for another meaning.
 * Add one: a row in the file of its subject. `test/diagnostics.test.ts` walks the table.
 */
export const codes = {
  ...auditdCodes,
  ...cliCodes,
  ...convertCodes,
  ...correlationCodes,
  ...huntCodes,
  ...kqlCodes,
  ...kqlCorrelationCodes,
  ...lintCodes,
  ...queryCodes,
  ...sigmaCodes,
  ...storeCodes,
  ...structuredCodes,
} as const;

export type { Severity } from './codes/row.ts';
export type DiagnosticCode = keyof typeof codes;
export type CodeArguments<C extends DiagnosticCode> = Parameters<(typeof codes)[C]['message']>[0];
