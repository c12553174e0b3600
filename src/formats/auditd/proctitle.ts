/**
 * PROCTITLE as a command line, where there is no EXECVE record. It is cut at 128 bytes, and the kernel's copy is often
 * an earlier command line of the process, so it is used only if its first word names the program.
 */
export function titleOf(proctitle: string | undefined, names: readonly (string | undefined)[]): string | undefined {
  if (proctitle === undefined) return undefined;
  const words = withoutTrailingNuls(proctitle).split('\0');
  const program = baseName(words[0] ?? '');
  return names.some((name) => name !== undefined && baseName(name) === program) ? words.join(' ') : undefined;
}

export function withoutTrailingNuls(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return text.slice(0, end);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
