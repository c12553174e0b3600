/** `12,345`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 alert`, `2 alerts`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took, in at most two units: `850 ms`, `7.6 s`, `3 min 2 s`, `2 h 5 min`, `1 d 3 h`. */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'unknown';
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < MINUTE) return `${Number((milliseconds / SECOND).toFixed(1))} s`;
  if (milliseconds < HOUR) return units(milliseconds, MINUTE, 'min', SECOND, 's');
  if (milliseconds < DAY) return units(milliseconds, HOUR, 'h', MINUTE, 'min');
  return units(milliseconds, DAY, 'd', HOUR, 'h');
}

function units(value: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((value % large) / small);
  return `${Math.floor(value / large)} ${largeName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}

/** Time after (or before) a moment: `+0.012s`, `+3m02s`, `−2h05m`, `+1d03h`; empty if one of the two is not known. */
export function delta(time: string | null, from: string): string {
  const difference = time === null ? Number.NaN : Date.parse(time) - Date.parse(from);
  if (Number.isNaN(difference)) return '';
  const size = Math.abs(difference);
  return `${difference < 0 ? '−' : '+'}${compact(size)}`;
}

function compact(size: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  if (size < MINUTE) return `${(size / SECOND).toFixed(3)}s`;
  if (size < HOUR) return `${Math.floor(size / MINUTE)}m${two((size % MINUTE) / SECOND)}s`;
  if (size < DAY) return `${Math.floor(size / HOUR)}h${two((size % HOUR) / MINUTE)}m`;
  return `${Math.floor(size / DAY)}d${two((size % DAY) / HOUR)}h`;
}

/** How long from one RFC 3339 time to another. */
export function span(from: string, to: string): string {
  return duration(Date.parse(to) - Date.parse(from));
}
