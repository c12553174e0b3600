/** Punycode (RFC 3492) of one label, without the `xn--` before it. */
const [BASE, MIN, MAX, SKEW, DAMP, FIRST, BIAS] = [36, 1, 26, 38, 700, 128, 72];

function adapt(delta: number, points: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let shift = 0;
  for (; rest > ((BASE - MIN) * MAX) >> 1; shift += BASE) rest = Math.floor(rest / (BASE - MIN));
  return shift + Math.floor(((BASE - MIN + 1) * rest) / (rest + SKEW));
}

const threshold = (at: number, bias: number): number => Math.min(MAX, Math.max(MIN, at - bias));
const digitOf = (value: number): string => String.fromCharCode(value < 26 ? value + 97 : value + 22);

/** Text longer than this is no label. */
const MAX_LENGTH = 1024;

export function toPunycode(text: string): string | null {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  if (points.length > MAX_LENGTH) return null;
  const basic = points.filter((point) => point < FIRST).map((point) => String.fromCharCode(point));
  const out = basic.length > 0 ? [...basic, '-'] : [];
  let [least, delta, bias, done] = [FIRST, 0, BIAS, basic.length];
  while (done < points.length) {
    const next = Math.min(...points.filter((point) => point >= least));
    delta += (next - least) * (done + 1);
    least = next;
    for (const point of points) {
      if (point < least) delta += 1;
      if (point !== least) continue;
      out.push(...variableLength(delta, bias));
      bias = adapt(delta, done + 1, done === basic.length);
      delta = 0;
      done += 1;
    }
    delta += 1;
    least += 1;
  }
  return out.join('');
}

function variableLength(value: number, bias: number): string[] {
  const digits: string[] = [];
  let rest = value;
  for (let at = BASE; ; at += BASE) {
    const limit = threshold(at, bias);
    if (rest < limit) return [...digits, digitOf(rest)];
    digits.push(digitOf(limit + ((rest - limit) % (BASE - limit))));
    rest = Math.floor((rest - limit) / (BASE - limit));
  }
}

/** Undefined for what is no Punycode. */
export function fromPunycode(text: string): string | undefined {
  const cut = text.lastIndexOf('-');
  const points = Array.from(text.slice(0, Math.max(0, cut)), (character) => character.codePointAt(0) ?? 0);
  if (text.length > MAX_LENGTH || points.some((point) => point >= FIRST)) return undefined;
  let [value, place, bias, at] = [FIRST, 0, BIAS, cut < 0 ? 0 : cut + 1];
  while (at < text.length) {
    const read = readNumber(text, at, bias);
    if (read === undefined) return undefined;
    const count = points.length + 1;
    bias = adapt(read.value, count, place === 0 && value === FIRST);
    value += Math.floor((place + read.value) / count);
    place = (place + read.value) % count;
    if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return undefined;
    points.splice(place, 0, value);
    place += 1;
    at = read.end;
  }
  return String.fromCodePoint(...points);
}

function readNumber(text: string, start: number, bias: number): { value: number; end: number } | undefined {
  let [value, weight, at] = [0, 1, start];
  for (let step = BASE; ; step += BASE) {
    const digit = '0123456789'.includes(text[at] ?? '')
      ? Number(text[at]) + 26
      : 'abcdefghijklmnopqrstuvwxyz'.indexOf((text[at] ?? ' ').toLowerCase());
    if (digit < 0 || at >= text.length || value > 2 ** 31) return undefined;
    value += digit * weight;
    at += 1;
    const limit = threshold(step, bias);
    if (digit < limit) return { value, end: at };
    weight *= BASE - limit;
  }
}
