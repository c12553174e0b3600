import { type Native, native } from '../functions/native.ts';
import { itemsOf, membersOf, objectOf } from '../values/json.ts';

/** A list of bags as one bag; of properties with one name the first is kept. */
const merge = native('merge_bags', {
  takes: ['dynamic'],
  gives: 'dynamic',
  run: (bags) => {
    const members = new Map<string, string>();
    for (const bag of itemsOf(bags) ?? [])
      for (const [name, value] of membersOf(bag) ?? []) if (!members.has(name)) members.set(name, value);
    return objectOf(members);
  },
});

export const mergeNatives: readonly Native[] = merge.natives;
