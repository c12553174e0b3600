import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditdFunctions } from '../../../src/backends/parser-functions/auditd.ts';
import { checkFunction } from '../../../src/backends/parser-functions/check.ts';
import { forms } from '../../../src/backends/parser-functions/forms.ts';
import { declarationOf } from '../../../src/backends/parser-functions/parser-function.ts';
import { analyse } from '../../../src/kql/analyse/analyse.ts';
import { imProcessCreate } from '../../../src/kql/schema/asim-process.ts';
import { schemas } from '../../../src/kql/schema/registry.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/azure-monitor.md'), 'utf8');

test.each(auditdFunctions.map((each) => [each.name, each] as const))('%s binds', (_, each) => {
  expect(checkFunction(each)).toEqual([]);
});

test('the union of the documentation binds, and gives columns of ASIM only', () => {
  const [, union = ''] = /```kusto\n(union .*?)```/s.exec(PAGE) ?? [];
  expect(union).toContain('vimProcessCreateLinuxAuditd');
  const used = auditdFunctions[1]?.parameters.filter(({ name }) => union.includes(`${name}=`)) ?? [];
  const functions = forms.kql.print(auditdFunctions);
  const saved = `${functions}let saved = (${used.map(declarationOf).join(', ')}) {\n${union}};\n`;
  const columns = Object.keys(imProcessCreate.columns).join(', ');
  const problems = analyse(`${saved}saved(commandline_has_any=dynamic(['id'])) | project ${columns}`, schemas);
  expect(problems.filter(({ severity }) => severity !== 'suggestion')).toEqual([]);
  expect(used.length).toBeGreaterThan(4);
});

test('the columns of the functions are those of ASIM', () => {
  for (const { query } of auditdFunctions) {
    const last = query.operators.at(-1);
    if (last?.kind !== 'project') throw new Error('the columns are not chosen at the end');
    expect(last.columns.map(({ name }) => name).filter((name) => !(name in imProcessCreate.columns))).toEqual([]);
  }
});

/** Types can't be mixed: a `union` of parsers would double the column. */
test('the columns of the functions have the types of ASIM', () => {
  const types = Object.entries(imProcessCreate.columns).map(([name, type]) => `${name}: ${type}`);
  for (const { name, query } of auditdFunctions) {
    const last = query.operators.at(-1);
    const given = last?.kind === 'project' ? last.columns.map((each) => each.name) : [];
    const same = `union (${name}() | take 0), (datatable(${types.join(', ')}) []) | project ${given.join(', ')}`;
    const problems = analyse(`${forms.kql.print(auditdFunctions)}${same}`, schemas);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  }
});
