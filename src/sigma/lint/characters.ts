import type { YamlScalar } from '../yaml/node.ts';
import { isScalar } from '../yaml/node.ts';
import type { LintDocument } from './document.ts';
import { entriesAt, textAt, textsAt } from './read.ts';

/** A text of the rule, and what it is for messages. */
export interface Named {
  readonly scalar: YamlScalar;
  readonly where: string;
}

/** What tools compare or look up: keys, fields, identifiers, conditions, tags, log sources. */
export function namesIn({ root, selections, items, conditions }: LintDocument): Named[] {
  const named = (where: string, scalars: readonly YamlScalar[]): Named[] =>
    scalars.map((scalar) => ({ scalar, where }));
  const logsource = entriesAt(root, 'logsource').flatMap(({ key, value }) =>
    key.text !== 'definition' && isScalar(value) ? [key, value] : [key],
  );
  return [
    ...named(
      'a key',
      root.entries.map(({ key }) => key),
    ),
    ...named('the id', [textAt(root, 'id')].filter(isThere)),
    ...named('a tag', textsAt(root, 'tags')),
    ...named('the log source', logsource),
    ...named(
      'a search identifier',
      selections.map(({ key }) => key),
    ),
    ...named(
      'a field',
      items.flatMap(({ key }) => key ?? []),
    ),
    ...named(
      'the condition',
      conditions.map(({ scalar }) => scalar),
    ),
  ];
}

/** What people read and events are compared with. */
export function valuesIn({ root, items }: LintDocument): Named[] {
  const values = items.flatMap((item) => item.values).filter(({ kind }) => kind === 'string');
  return [
    ...[textAt(root, 'title')].filter(isThere).map((scalar) => ({ scalar, where: 'the title' })),
    ...values.map((scalar) => ({ scalar, where: 'a value' })),
  ];
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** `U+200B` */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
