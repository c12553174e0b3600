import { describe, expect, test } from 'vitest';
import { callOf, makesThread } from './syscalls.ts';

describe('calls', () => {
  test.each([
    ['c000003e', '59', 'execve', 'exec', 'x86_64'],
    ['c000003e', '322', 'execveat', 'exec', 'x86_64'],
    ['c000003e', '56', 'clone', 'clone', 'x86_64'],
    ['c000003e', '57', 'fork', 'fork', 'x86_64'],
    ['c000003e', '58', 'vfork', 'fork', 'x86_64'],
    ['c000003e', '435', 'clone3', 'fork', 'x86_64'],
    ['c000003e', '1073742344', 'execve', 'exec', 'x32'],
    ['c000003e', '1073742369', 'execveat', 'exec', 'x32'],
    ['c000003e', '1073741880', 'clone', 'clone', 'x32'],
    ['40000003', '11', 'execve', 'exec', 'i386'],
    ['40000003', '358', 'execveat', 'exec', 'i386'],
    ['40000003', '2', 'fork', 'fork', 'i386'],
    ['40000003', '120', 'clone', 'clone', 'i386'],
    ['40000003', '190', 'vfork', 'fork', 'i386'],
    ['c00000b7', '221', 'execve', 'exec', 'aarch64'],
    ['c00000b7', '281', 'execveat', 'exec', 'aarch64'],
    ['c00000b7', '220', 'clone', 'clone', 'aarch64'],
    ['80000016', '120', 'clone', 'fork', 's390x'],
    ['x86_64', 'execve', 'execve', 'exec', 'x86_64'],
  ])('%s %s is %s', (arch, number, name, kind, architecture) => {
    expect(callOf(arch, number, undefined)).toEqual({ kind, name, architecture });
  });
  test('a number means nothing without its architecture', () => {
    expect(callOf('c00000b7', '59', undefined)).toMatchObject({ kind: 'other', architecture: 'aarch64' });
    expect(callOf('40000003', '59', undefined).kind).toBe('other');
    expect(callOf(undefined, '59', undefined)).toEqual({ kind: 'other', name: undefined, architecture: undefined });
  });
  test('x86_64’s execve number is not x32’s', () => {
    expect(callOf('c000003e', String(0x40000000 + 59), undefined).kind).toBe('other');
  });
  test('auditd’s translation names the call of an architecture that we do not know', () => {
    expect(callOf('c0000999', '7', 'execve')).toEqual({ kind: 'exec', name: 'execve', architecture: undefined });
    expect(callOf('c0000999', '7', 'openat').kind).toBe('other');
    expect(callOf('c0000999', '7', 'constructor').kind).toBe('other');
  });
  test('the number says more than the translation', () => {
    expect(callOf('c000003e', '2', 'execve').kind).toBe('other');
  });
  test('whatever is asked, the same answer twice', () => {
    for (let number = 0; number < 10_000; number += 1) callOf('c000003e', String(number), undefined);
    expect(callOf('c000003e', '59', undefined)).toEqual(callOf('c000003e', '59', undefined));
    expect(callOf('c000003e', '9999', undefined).kind).toBe('other');
  });
});

test('clone makes a thread or a process', () => {
  expect(makesThread('1200011')).toBe(false);
  expect(makesThread('11')).toBe(false);
  expect(makesThread('3d0f00')).toBe(true);
  expect(makesThread('4111')).toBe(false);
  expect(makesThread('7f0000010000')).toBe(true);
  expect(makesThread(undefined)).toBe(false);
  expect(makesThread('zz')).toBe(false);
});
