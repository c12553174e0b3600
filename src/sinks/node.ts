import type { TreeNode } from '../alerts/model.ts';

/** What a line of a process tree shows: the command line, with the program where the command does not name it. */
export function nodeTitle({ name, commandLine }: TreeNode): string {
  if (commandLine === null) return name ?? 'unknown program';
  if (name === null || baseName(commandLine.split(' ', 1)[0] ?? '') === baseName(name)) return commandLine;
  return `${commandLine}  (${name})`;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A node's user where it is not the one that a reader expects: that is where privileges change. */
export function changedUser(node: TreeNode, above: TreeNode | undefined, before: TreeNode | undefined): string | null {
  const expected = above?.user ?? before?.user;
  return node.user === expected ? null : node.user;
}

/** What a reader must know about how sure a node and its place are. */
export function nodeMarks(node: TreeNode): string[] {
  return [
    ...(node.name === null ? ['program not in the log'] : []),
    ...(node.inferred ? ['inferred'] : []),
    ...(node.reparented ? ['reparented'] : []),
  ];
}
