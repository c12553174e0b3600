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

export interface Call {
  readonly kind: CallKind;
  readonly name: string | undefined;
  readonly architecture: string | undefined;
}

const UNKNOWN: Call = { kind: 'other', name: undefined, architecture: undefined };
const cache = new Map<string, Call>();

/** The kind of a system call: by architecture and number, or by name where auditd translated it. */
export function callOf(arch: string | undefined, number: string | undefined, name: string | undefined): Call {
  const key = `${arch}/${number}/${name}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const call = lookUp(arch, number, name);
  if (cache.size < 4096) cache.set(key, call);
  return call;
}

function lookUp(arch: string | undefined, number: string | undefined, name: string | undefined): Call {
  const value = number === undefined ? Number.NaN : Number(number);
  const x32 = arch === 'c000003e' && value >= X32_BIT;
  const abi = x32 ? X32 : ABIS[arch ?? ''];
  const called = name ?? (number !== undefined && /^[a-z]/.test(number) ? number : undefined);
  if (abi === undefined) return called === undefined ? UNKNOWN : { ...UNKNOWN, kind: kindOfName(called), name: called };
  const found = CALL_NAMES.find((each) => abi[each] === (x32 ? value - X32_BIT : value)) ?? called;
  return { kind: found === undefined ? 'other' : kindOfName(found), name: found, architecture: abi.name };
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

function kindOfName(name: string): CallKind {
  return Object.hasOwn(KINDS, name) ? KINDS[name as keyof typeof KINDS] : 'other';
}

const CLONE_THREAD = 0x10000n;
const FLAGS = /^[0-9a-f]{1,16}$/i;

/** Whether the flags in clone's first argument make a thread, not a process. */
export function makesThread(flags: string | undefined): boolean {
  return flags !== undefined && FLAGS.test(flags) && (BigInt(`0x${flags}`) & CLONE_THREAD) !== 0n;
}
