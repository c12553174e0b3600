/** Serials are looked for within this many of the highest; later ones do not repair a gap. */
const WINDOW = 8192;
const WRAP = 4_294_967_296;

/**
 * Counts the events that one host's serial numbers show to be missing. The kernel numbers events without gaps, from the
 * start of the machine, modulo 2^32; they may arrive in any order within the window.
 */
export class SerialCounter {
  readonly #seen = new Uint8Array(WINDOW);
  #low = -1;
  #high = -1;
  #distinct = 0;
  #time = 0;
  #closed = 0;

  /** Events missing so far. */
  get lost(): number {
    return this.#closed + this.#open();
  }

  add(serial: number, time: number): void {
    const number = this.#unwrap(serial);
    if (this.#high < 0) this.#start(number, time);
    else if (number > this.#high) this.#advance(number, time);
    else if (number > this.#high - WINDOW) this.#within(number);
    else if (time > this.#time) this.#start(serial, time);
  }

  #open(): number {
    return this.#high < 0 ? 0 : this.#high - this.#low + 1 - this.#distinct;
  }

  #unwrap(serial: number): number {
    const rest = this.#high % WRAP;
    const base = this.#high - rest;
    return this.#high >= 0 && rest > WRAP - WINDOW && serial < WINDOW
      ? base + WRAP + serial
      : base < 0
        ? serial
        : base + serial;
  }

  /** The machine was started again (numbers fall while time goes on), or this is the first number. */
  #start(serial: number, time: number): void {
    this.#closed += this.#open();
    this.#seen.fill(0);
    this.#low = serial;
    this.#high = serial;
    this.#distinct = 1;
    this.#time = time;
    this.#seen[serial % WINDOW] = 1;
  }

  #advance(number: number, time: number): void {
    const from = Math.max(this.#high + 1, number - WINDOW + 1);
    for (let each = from; each <= number; each += 1) this.#seen[each % WINDOW] = 0;
    this.#high = number;
    this.#time = Math.max(this.#time, time);
    this.#within(number);
  }

  #within(number: number): void {
    if (number < this.#low) this.#low = number;
    const slot = number % WINDOW;
    if (this.#seen[slot] === 1) return;
    this.#seen[slot] = 1;
    this.#distinct += 1;
  }
}
