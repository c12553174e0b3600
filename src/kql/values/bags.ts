import { membersOf, objectOf } from './json.ts';

/** The names on the way to a key: one, or those of a path `$.a.b` or `$['a']`; undefined for a path of another form. */
export function bagPath(key: string): readonly string[] | undefined {
  if (!key.startsWith('$')) return [key];
  if (!/^\$(?:\.[^.[\]$'"]+|\['[^'\\]*'\])+$/.test(key)) return undefined;
  return Array.from(key.matchAll(/\.([^.[\]$'"]+)|\['([^'\\]*)'\]/g), ([, name, quoted]) => name ?? quoted ?? '');
}

/** A bag without the key that a path leads to. */
export function removed(bag: string, path: readonly string[]): string {
  const members = membersOf(bag);
  const [name, ...rest] = path;
  if (members === undefined || name === undefined) return bag;
  const value = members.get(name);
  if (value === undefined) return bag;
  if (rest.length === 0) members.delete(name);
  else members.set(name, removed(value, rest));
  return objectOf(members);
}

/** A bag with a value at a path, on which bags are made where there are none; undefined if something else is there. */
export function withKey(bag: string, path: readonly string[], value: string): string | undefined {
  const members = membersOf(bag);
  const [name, ...rest] = path;
  if (members === undefined || name === undefined) return undefined;
  const put = rest.length === 0 ? value : withKey(members.get(name) ?? '{}', rest, value);
  return put === undefined ? undefined : objectOf(members.set(name, put));
}
