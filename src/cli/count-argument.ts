import { InvalidArgumentError } from 'commander';

/** The argument as a whole number from 1 on. */
export function countArgument(text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('Expected a number from 1 to 999999999.');
}
