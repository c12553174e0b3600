/** Serials are looked for within this many of the highest; later ones do not repair a gap. */
const WINDOW = 8192;
const WRAP = 4_294_967_296;
/** A lower number so much later than all before was given after a new start of the machine. */
const LATENESS = 10_000;

/**
 * Counts the events that one host's serial numbers show to be missing. The kernel numbers events without gaps, from the
 * start of the machine, modulo 2^32; they may arrive in any order within the window.
 */
export class SerialCounter {
  /** A bit for each number of the window. */
  readonly #seen = new Uint32Array(WINDOW / 32);
  /** Lowest and highest number since the start, counted on beyond 2^32 (and below 0, if the first were late ones). */
  #low = 0;
  #high = 0;
  #distinct = 0;
  #time = Number.NEGATIVE_INFINITY;
  #closed = 0;

  /** Events missing so far. */
  get lost(): number {
    return this.#closed + this.#open();
  }

  add(serial: number, time: number): void {
    const number = this.#unwrap(serial);
    const restarted = number < this.#high && time > this.#time + LATENESS;
    if (this.#distinct === 0 || restarted) this.#start(serial, time);
    else if (number > this.#high) this.#advance(number, time);
    else if (number > this.#high - WINDOW) this.#within(number, time);
    else if (time > this.#time) this.#start(serial, time);
  }

  #open(): number {
    return this.#distinct === 0 ? 0 : this.#high - this.#low + 1 - this.#distinct;
  }

  /** The serial, counted on: numbers next to 2^32 and next to 0 are near each other. */
  #unwrap(serial: number): number {
    const rest = ((this.#high % WRAP) + WRAP) % WRAP;
    const base = this.#high - rest;
    if (rest > WRAP - WINDOW && serial < WINDOW) return base + WRAP + serial;
    if (rest < WINDOW && serial > WRAP - WINDOW) return base - WRAP + serial;
    return base + serial;
  }

  /** The machine was started again (numbers fall while time goes on), or this is the first number. */
  #start(serial: number, time: number): void {
    this.#closed += this.#open();
    this.#seen.fill(0);
    this.#low = serial;
    this.#high = serial;
    this.#distinct = 0;
    this.#time = time;
    this.#within(serial, time);
  }

  #advance(number: number, time: number): void {
    if (number - this.#high >= WINDOW) this.#seen.fill(0);
    else this.#clear(placeOf(this.#high + 1), number - this.#high);
    this.#high = number;
    this.#within(number, time);
  }

  #within(number: number, time: number): void {
    if (time > this.#time) this.#time = time;
    if (number < this.#low) this.#low = number;
    const place = placeOf(number);
    const word = place >>> 5;
    const bits = this.#seen[word] ?? 0;
    const bit = 1 << (place & 31);
    if ((bits & bit) !== 0) return;
    this.#seen[word] = bits | bit;
    this.#distinct += 1;
  }

  /** Forgets so many numbers from a place on, where it can a word at a time. */
  #clear(from: number, count: number): void {
    let place = from;
    for (let left = count; left > 0; ) {
      const word = place >>> 5;
      const whole = (place & 31) === 0 && left >= 32;
      this.#seen[word] = whole ? 0 : (this.#seen[word] ?? 0) & ~(1 << (place & 31));
      const step = whole ? 32 : 1;
      left -= step;
      place = (place + step) & (WINDOW - 1);
    }
  }
}

/** Where a number's bit stands: the window is a ring. */
function placeOf(number: number): number {
  return (number + WRAP) % WINDOW;
}
