import type { Threshold } from './ir.ts';

/** Whether a value satisfies all of a condition. */
export function meets(condition: readonly Threshold[], value: number): boolean {
  return condition.every((threshold) => isMet(threshold, value));
}

function isMet({ operator, value: limit }: Threshold, value: number): boolean {
  switch (operator) {
    case 'gt':
      return value > limit;
    case 'gte':
      return value >= limit;
    case 'lt':
      return value < limit;
    case 'lte':
      return value <= limit;
    case 'eq':
      return value === limit;
    case 'neq':
      return value !== limit;
  }
}

/**
 * Values that tell what a condition is worth: between them it does not change. `least` and `most` are the limits of what is
 * measured; `isWhole` where that is a whole number.
 */
export function tellingValues(
  condition: readonly Threshold[],
  { least, most, isWhole }: { readonly least: number; readonly most: number; readonly isWhole: boolean },
): number[] {
  const limits = condition.map(({ value }) => value).sort((a, b) => a - b);
  const between = limits.flatMap((limit, at) => [limit, (limit + (limits[at + 1] ?? limit + 2)) / 2]);
  const outside = [(limits[0] ?? 0) - 1, (limits.at(-1) ?? 0) + 1, least, most];
  const around = limits.flatMap((limit) => [
    Math.floor(limit) - 1,
    Math.floor(limit),
    Math.ceil(limit),
    Math.ceil(limit) + 1,
  ]);
  const all = isWhole ? [...around, least, most] : [...between, ...outside];
  return all.filter((value) => Number.isFinite(value) && value >= least && value <= most);
}
