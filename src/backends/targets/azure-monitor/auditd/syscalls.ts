/** The kernel's numbers, by what an audit record says of the ABI by `arch=` (the AUDIT_ARCH_ constants). */
interface Abi {
  readonly arch: readonly string[];
  /** Calls that start a program: execve, execveat. */
  readonly exec: readonly [number, number];
  /** Calls that make a process. */
  readonly fork: readonly number[];
  /** The call that makes a process, or a thread if its first argument has the flag for it. */
  readonly clone: readonly number[];
}

const ABIS: readonly Abi[] = [
  { arch: ['c000003e'], exec: [59, 322], fork: [57, 58, 435], clone: [56] },
  // x32: the arch of x86_64, and a bit in the number.
  { arch: ['c000003e'], exec: [0x40000000 + 520, 0x40000000 + 545], fork: [], clone: [] },
  { arch: ['40000003'], exec: [11, 358], fork: [2, 190, 435], clone: [120] },
  // aarch64, riscv64, loongarch64.
  { arch: ['c00000b7', 'c00000f3', 'c0000102'], exec: [221, 281], fork: [435], clone: [220] },
  // arm.
  { arch: ['40000028'], exec: [11, 387], fork: [2, 190, 435], clone: [120] },
  // ppc64le, ppc64.
  { arch: ['c0000015', '80000015'], exec: [11, 362], fork: [2, 189, 435], clone: [120] },
  // s390x, where clone's flags are not its first argument.
  { arch: ['80000016'], exec: [11, 354], fork: [2, 190, 435, 120], clone: [] },
];

/** For `ARCH syscall=NUMBER`, as SYSCALL records have them one behind the other. */
export const EXECUTION = regexOf(({ exec }) => exec);
export const EXECVEAT = regexOf(({ exec }) => exec.slice(1));
export const FORK = regexOf(({ fork }) => fork);
export const CLONE = regexOf(({ clone }) => clone);

/** What the beginning of `ARCH syscall=NUMBER` says, in this order. x32 has numbers that x86_64 has not. */
export const ARCHITECTURES: readonly (readonly [string, string])[] = [
  ['c000003e syscall=1[0-9]{9}', 'x32'],
  ['c000003e ', 'x86_64'],
  ['40000003 ', 'i386'],
  ['c00000b7 ', 'aarch64'],
  ['40000028 ', 'arm'],
  ['c0000015 ', 'ppc64le'],
  ['80000015 ', 'ppc64'],
  ['80000016 ', 's390x'],
  ['c00000f3 ', 'riscv64'],
  ['c0000102 ', 'loongarch64'],
];

/** The first argument of a clone that makes a thread: CLONE_THREAD is 0x10000. */
export const THREAD = ' a0=[0-9a-f]*[13579bdf][0-9a-f]{4} ';

function regexOf(numbersOf: (abi: Abi) => readonly number[]): string {
  const each = ABIS.filter((abi) => numbersOf(abi).length > 0).map(
    (abi) => `${oneOf(abi.arch)} syscall=${oneOf(numbersOf(abi))}`,
  );
  return `^${oneOf(each)}$`;
}

function oneOf(alternatives: readonly (string | number)[]): string {
  return alternatives.length === 1 ? String(alternatives[0]) : `(?:${alternatives.join('|')})`;
}
