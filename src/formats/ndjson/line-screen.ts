import type { Interest } from '../../event/demand.ts';
import type { Screen } from '../../event/screen.ts';
import type { EventOptions } from '../format.ts';
import { type Keys, keysOf } from './keys.ts';
import type { Layout } from './layout.ts';
import { ASCII, LineValues, NONE, UNUSUAL } from './line-values.ts';
import { ScreenedColumns } from './screened-columns.ts';
import { TimeBytes } from './time-bytes.ts';

const NOT_SEEN = -1;

/**
 * Tells of lines, from their bytes, that they are events which nobody asks for, and what must be counted of them. A line
 * that is damaged, or unusual in any way, is for the format to read as a whole. One is made for each log.
 */
export class LineScreen {
  /** Of the line that was dismissed last: milliseconds since 1970, and whether host and acting process are named. */
  time = 0;
  namesHost = false;
  namesParent = false;
  readonly #layout: Layout;
  readonly #interest: Interest;
  readonly #defaultHost: string;
  readonly #values = new LineValues();
  readonly #times = new TimeBytes();
  readonly #keys: Keys;
  readonly #columns: ScreenedColumns;
  #besideScreen: Screen | undefined;
  #beside: ScreenedColumns | undefined;
  #host = '';
  /** The versions of values that were right: of the host, and of the kinds by their places. */
  #hostSeen = NOT_SEEN;
  readonly #kindsSeen: Float64Array;

  /** Undefined where every event is asked for, or where the screen asks for more than the values of keys. */
  static of(layout: Layout, options: EventOptions): LineScreen | undefined {
    const { interest } = options.demand;
    return interest === undefined || !isToldBy(layout, interest.screen)
      ? undefined
      : new LineScreen(layout, interest, options);
  }

  private constructor(layout: Layout, interest: Interest, { host, demand }: EventOptions) {
    this.#layout = layout;
    this.#interest = interest;
    this.#defaultHost = host;
    this.#keys = keysOf(layout, demand, this.#values);
    this.#columns = new ScreenedColumns(interest.screen, layout, this.#values);
    this.#kindsSeen = new Float64Array(this.#keys.kinds.length).fill(NOT_SEEN);
  }

  dismisses(bytes: Buffer, start: number, end: number): boolean {
    if (!this.#values.read(bytes, start, end) || !this.#isUsual()) return false;
    const time = this.#readTime();
    if (time === undefined || this.#columns.mayMatch() || this.#isBesideAlert(time)) return false;
    this.time = time;
    return true;
  }

  /** Whether it is a process creation with all that is counted where it is expected. */
  #isUsual(): boolean {
    const { facts, nested, subjects, host, acting } = this.#keys;
    const values = this.#values;
    for (const each of nested) if (values.mayHave(each.key, each.name)) return false;
    if (!values.areTexts) for (const key of facts) if (values.kind(key) === UNUSUAL) return false;
    if (!this.#isCreation()) return false;
    if (this.#first(subjects) < 0) return false;
    const [hostKey, actingKey] = [this.#first(host), this.#first(acting)];
    this.namesHost = hostKey >= 0;
    this.namesParent = actingKey >= 0;
    return !this.#isUnknown(hostKey) && !this.#isUnknown(actingKey);
  }

  #isCreation(): boolean {
    const { kinds } = this.#keys;
    for (let at = 0; at < kinds.length; at += 1) {
      const kind = kinds[at];
      const key = kind === undefined ? NOT_SEEN : this.#first(kind.keys);
      if (kind === undefined || key < 0) continue;
      const version = this.#values.version(key);
      if (version === this.#kindsSeen[at]) continue;
      if (!this.#isOneOf(key, kind.values)) return false;
      this.#kindsSeen[at] = version;
    }
    return true;
  }

  /** Whether the key has what the format's lines write for a value that is not known. */
  #isUnknown(key: number): boolean {
    const { unknown } = this.#layout;
    return key >= 0 && unknown !== undefined && this.#values.is(key, unknown);
  }

  #isOneOf(key: number, texts: readonly string[]): boolean {
    for (const text of texts) if (this.#values.is(key, text)) return true;
    return false;
  }

  /** The first of the keys that says something, or -1. */
  #first(keys: readonly number[]): number {
    for (const key of keys) if (this.#values.kind(key) !== NONE) return key;
    return -1;
  }

  #readTime(): number | undefined {
    const values = this.#values;
    const key = this.#first(this.#keys.time);
    if (key < 0 || !values.isText(key)) return undefined;
    return this.#times.read(values.bytes, values.start(key), values.end(key));
  }

  /** Whether it may have run beside an event that matched. */
  #isBesideAlert(time: number): boolean {
    const host = this.#readHost();
    if (host === undefined) return true;
    const screen = this.#interest.besideAlert(host, time);
    if (screen === undefined) return false;
    for (const { key, name } of this.#keys.chain) if (this.#values.mayHave(key, name)) return true;
    return this.#besideOf(screen)?.mayMatch() !== false;
  }

  /** Undefined where lines don't tell it in place, or only the next one does. */
  #besideOf(screen: Screen): ScreenedColumns | undefined {
    if (screen === this.#besideScreen) return this.#beside;
    this.#besideScreen = screen;
    this.#beside = isToldBy(this.#layout, screen) ? new ScreenedColumns(screen, this.#layout, this.#values) : undefined;
    return undefined;
  }

  /** The event's Dvc; undefined if it is not ASCII. */
  #readHost(): string | undefined {
    const key = this.#first(this.#keys.anyHost);
    if (key < 0) return this.#defaultHost;
    const version = this.#values.version(key);
    if (version === this.#hostSeen) return this.#host;
    if (this.#values.kind(key) !== ASCII) return undefined;
    this.#host = this.#values.text(key);
    this.#hostSeen = version;
    return this.#host;
  }
}

function isToldBy(layout: Layout, { columns }: Screen): boolean {
  return columns.every((column) => layout.place(column) !== undefined);
}
