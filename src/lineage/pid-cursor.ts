/**
 * Follows the kernel's allocation of pids. Pids are given in rising order and start again near the bottom after the
 * last; so a pid can have been given to another process only if the allocation has passed it since it was last seen.
 */
const DEFAULT_PIDS = 32_768;
const MAX_PIDS = 4_194_304;
const NEARLY_ROUND = 0.9;

export class PidCursor {
  #range = DEFAULT_PIDS;
  #position = -1;
  #candidate = -1;

  /** How far the allocation has come, counted on across the restarts. */
  get position(): number {
    return this.#position;
  }

  /**
   * Notes a pid that was seen.
   * @returns how far it is ahead of the latest one that was given: infinite for one that was given before.
   */
  see(pid: number): number {
    if (pid > this.#range) this.#grow();
    if (this.#position < 0) {
      this.#position = pid;
      return Number.POSITIVE_INFINITY;
    }
    const ahead = (pid - this.#position) % this.#range;
    const step = ahead < 0 ? ahead + this.#range : ahead;
    if (step >= this.#range / 2) this.#candidate = -1;
    else if (pid >= this.#position % this.#range) this.#position += step;
    else this.#wrap(pid, step);
    return step === 0 || step >= this.#range / 2 ? Number.POSITIVE_INFINITY : step;
  }

  /** Whether the allocation has passed `pid` since the position `seen`, so that it may be another process by now. */
  passed(pid: number, seen: number): boolean {
    const behind = (seen - pid) % this.#range;
    const next = seen - (behind < 0 ? behind + this.#range : behind) + this.#range;
    return next <= this.#position;
  }

  /**
   * Whether the allocation has gone nearly all the way round since the position `seen`. A short-lived process that ended
   * soon after it was last seen is silent that long before its pid is given again; one that goes on is rarely.
   */
  wentRound(seen: number): boolean {
    return this.#position - seen >= this.#range * NEARLY_ROUND;
  }

  /** One low pid may be an old process that runs again; two in a row, rising, are the allocation's new round. */
  #wrap(pid: number, step: number): void {
    if (this.#candidate >= 0 && pid > this.#candidate) {
      this.#position += step;
      this.#candidate = -1;
    } else this.#candidate = pid;
  }

  /** The machine has more pids than the usual number: systemd sets the kernel's largest. */
  #grow(): void {
    this.#range = MAX_PIDS;
    this.#position = this.#position < 0 ? -1 : this.#position % DEFAULT_PIDS;
  }
}
