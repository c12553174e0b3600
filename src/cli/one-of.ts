import { InvalidArgumentError } from 'commander';
import { nearest } from '../sigma/suggest.ts';

/** The argument, if it is one of the names; else wrong usage, with the name that may have been meant. */
export function oneOf<T extends string>(names: readonly T[], text: string): T {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  const meant = nearest(text, names) ?? names.find((name) => text !== '' && name.includes(text.toLowerCase()));
  const suggestion = meant === undefined ? '' : `Did you mean ${meant}? `;
  throw new InvalidArgumentError(`${suggestion}Known are ${names.join(', ')}.`);
}
