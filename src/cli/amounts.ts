import { InvalidArgumentError } from 'commander';

const SECOND = 1000;
const SPANS: Readonly<Record<string, number>> = {
  m: 60 * SECOND,
  h: 3600 * SECOND,
  d: 86_400 * SECOND,
  w: 7 * 86_400 * SECOND,
};
const SIZES: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** `30d`, `12h`: milliseconds. */
export function spanArgument(text: string): number {
  return amount(/^(\d{1,6})([mhdw])$/.exec(text), SPANS) ?? refuse('Expected a time such as 30d, 12h, 90m or 4w.');
}

/** `10GB`, `500MB`: bytes. */
export function sizeArgument(text: string): number {
  return (
    amount(/^(\d{1,6}(?:\.\d{1,3})?)([KMGT]B)$/.exec(text), SIZES) ?? refuse('Expected a size such as 10GB or 500MB.')
  );
}

function amount(found: RegExpExecArray | null, units: Readonly<Record<string, number>>): number | undefined {
  const [, number, unit = ''] = found ?? [];
  const size = units[unit];
  return number === undefined || size === undefined ? undefined : Number(number) * size;
}

function refuse(message: string): never {
  throw new InvalidArgumentError(message);
}
