const last = new Float64Array(1);

/** A number that nobody in this thread was given before. */
export function newVersion(): number {
  const next = (last[0] ?? 0) + 1;
  last[0] = next;
  return next;
}
