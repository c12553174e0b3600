import { expect, test } from 'vitest';
import { securityEvents } from '../../../src/backends/targets/azure-monitor/security-event.ts';
import { evaluate } from '../../kql/evaluate-scalar.ts';
import { string, textOf } from '../../kql/value.ts';

function found(field: string, row: Readonly<Record<string, string>>): string {
  const target = securityEvents.fields[field];
  const place = target?.kind === 'column' ? target.column : target?.kind === 'parent' ? target.acting : undefined;
  if (place === undefined) throw new Error(`no place for ${field}`);
  return textOf(
    evaluate(place.of, Object.fromEntries(Object.entries(row).map(([name, text]) => [name, string(text)]))),
  );
}

test.each([
  ['-', '-\\-', 'LAB\\ann'],
  ['', '', 'LAB\\ann'],
  ['bob', 'LAB\\bob', 'LAB\\bob'],
])('the user of a process whose target user is %j', (TargetUserName, TargetAccount, expected) => {
  expect(found('User', { SubjectAccount: 'LAB\\ann', TargetUserName, TargetAccount })).toBe(expected);
});

test('ids of processes are decimal', () => {
  expect(found('ProcessId', { NewProcessId: '0x1a4' })).toBe('420');
  expect(found('ParentProcessId', { ProcessId: '0x4' })).toBe('4');
});
