import { readFileSync } from 'node:fs';

/** User names by id from a file in the form of /etc/passwd; lines of another form are passed over. */
export function readUsers(path: string): Map<string, string> {
  const users = new Map<string, string>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [name, , id] = line.split(':');
    if (name !== undefined && id !== undefined && /^\d+$/.test(id) && !users.has(id)) users.set(id, name);
  }
  return users;
}
