/**
 * An expression and what `tostring` makes of its value, or null. Of `dynamic` values the JSON is compared, so blanks and
 * ways to write a number don't matter.
 */
export type Case = readonly [expression: string, expected: string | null];

/** Cases by the function that they are about. */
export type Cases = Readonly<Record<string, readonly Case[]>>;
