/** What we look for among the system calls. */
export type CallKind = 'exec' | 'fork' | 'clone' | 'other';

interface Abi {
  readonly name: string;
  readonly execve: number;
  readonly execveat: number;
  /** Its first argument holds the flags. */
  readonly clone: number;
  readonly clone3: number;
  readonly fork?: number;
  readonly vfork?: number;
}

const GENERIC = { execve: 221, execveat: 281, clone: 220, clone3: 435 };

/** By the `arch=` value of a SYSCALL record (the kernel's AUDIT_ARCH_ constants). */
const ABIS: Readonly<Record<string, Abi>> = {
  c000003e: { name: 'x86_64', execve: 59, execveat: 322, clone: 56, clone3: 435, fork: 57, vfork: 58 },
  '40000003': { name: 'i386', execve: 11, execveat: 358, clone: 120, clone3: 435, fork: 2, vfork: 190 },
  c00000b7: { name: 'aarch64', ...GENERIC },
  '40000028': { name: 'arm', execve: 11, execveat: 387, clone: 120, clone3: 435, fork: 2, vfork: 190 },
  c0000015: { name: 'ppc64le', execve: 11, execveat: 362, clone: 120, clone3: 435, fork: 2, vfork: 189 },
  '80000015': { name: 'ppc64', execve: 11, execveat: 362, clone: 120, clone3: 435, fork: 2, vfork: 189 },
  '80000016': { name: 's390x', execve: 11, execveat: 354, clone: 120, clone3: 435, fork: 2, vfork: 190 },
  c00000f3: { name: 'riscv64', ...GENERIC },
  c0000102: { name: 'loongarch64', ...GENERIC },
};

/** The x32 ABI has x86_64's arch value and this bit set in the number; its exec calls have numbers of their own. */
const X32_BIT = 0x40000000;
const X32: Abi = { name: 'x32', execve: 520, execveat: 545, clone: 56, clone3: 435, fork: 57, vfork: 58 };

/** Also by name, as interpreted logs write it. */
const abis = new Map([...Object.entries(ABIS), ...Object.values(ABIS).map((abi) => [abi.name, abi] as const)]);

/** A system call, as far as it matters: `name` only of those that start a program or make a process. */
export interface Call {
  readonly kind: CallKind;
  readonly name: string | undefined;
  readonly architecture: string | undefined;
}

const OTHER: Call = { kind: 'other', name: undefined, architecture: undefined };

/** By architecture, then number: each pair is looked up once. */
const cache = new Map<string, Map<string, Call>>();
const MOST_CACHED = 4096;

/** The kind of a system call: by architecture and number, or by name where those are not known but auditd says it. */
export function callOf(arch: string | undefined, number: string | undefined, name: string | undefined): Call {
  if (arch === undefined || number === undefined) return callNamed(name ?? number, undefined);
  const known = cache.get(arch)?.get(number);
  if (known !== undefined) return known;
  const abi = abiOf(arch, number);
  if (abi === undefined) return callNamed(name ?? number, undefined);
  return remember(arch, number, callNamed(nameOf(abi, number), abi.name));
}

function remember(arch: string, number: string, call: Call): Call {
  const calls = cache.get(arch) ?? new Map<string, Call>();
  if (calls.size < MOST_CACHED) calls.set(number, call);
  cache.set(arch, calls);
  return call;
}

function abiOf(arch: string, number: string): Abi | undefined {
  return arch === 'c000003e' && Number(number) >= X32_BIT ? X32 : abis.get(arch.toLowerCase());
}

/** Interpreted logs have the call's name in place of its number. */
function nameOf(abi: Abi, number: string): string | undefined {
  const value = abi === X32 ? Number(number) - X32_BIT : Number(number);
  return CALL_NAMES.find((each) => abi[each] === value || each === number);
}

function callNamed(name: string | undefined, architecture: string | undefined): Call {
  const known = CALL_NAMES.find((each) => each === name);
  if (known !== undefined) return { kind: kindOf(known, architecture), name: known, architecture };
  return architecture === undefined ? OTHER : { kind: 'other', name: undefined, architecture };
}

const CALL_NAMES = ['execve', 'execveat', 'clone', 'clone3', 'fork', 'vfork'] as const;
const KINDS: Readonly<Record<(typeof CALL_NAMES)[number], CallKind>> = {
  execve: 'exec',
  execveat: 'exec',
  clone: 'clone',
  clone3: 'fork',
  fork: 'fork',
  vfork: 'fork',
};

/** On s390x clone's flags are not its first argument: threads can't be told from processes there. */
function kindOf(name: (typeof CALL_NAMES)[number], architecture: string | undefined): CallKind {
  return name === 'clone' && architecture === 's390x' ? 'fork' : KINDS[name];
}

const CLONE_THREAD = 0x10000;
const FLAGS = /^[0-9a-f]{1,16}$/i;

/** Whether the flags in clone's first argument make a thread, not a process. */
export function makesThread(flags: string | undefined): boolean {
  return flags !== undefined && FLAGS.test(flags) && (Number.parseInt(flags.slice(-8), 16) & CLONE_THREAD) !== 0;
}
