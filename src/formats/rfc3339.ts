let second = Number.NaN;
let prefix = '';

/** RFC 3339 in UTC with milliseconds. Times come nearly in order, so the text of the second is used again. */
export function rfc3339(millis: number): string {
  const rest = ((millis % 1000) + 1000) % 1000;
  if (millis - rest !== second) {
    second = millis - rest;
    prefix = new Date(second).toISOString().slice(0, 20);
  }
  return `${prefix}${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}Z`;
}
