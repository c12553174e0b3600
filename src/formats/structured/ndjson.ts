import { report } from '../../diagnostic/diagnostic.ts';
import type { Origin } from '../../event/origin.ts';
import type { EventFormat, EventOptions } from '../format.ts';
import type { Layout } from '../ndjson/layout.ts';
import { LineScreen } from '../ndjson/line-screen.ts';
import { type JsonObject, parseLine } from './json.ts';
import { type Reading, type ReadLine, StructuredLog } from './log.ts';

/** A format of one JSON object a line, by what is its own. */
export interface NdjsonFormat extends Pick<EventFormat, 'name' | 'description' | 'gives' | 'tellsRecords'> {
  /** Whether an object is one of this format, process creation or not: tells a file's format. */
  looksLike(object: JsonObject): boolean;
  /** How its lines tell in place what must be known of every event. */
  layout(options: EventOptions): Layout;
  /** What an object says. `text` is its line, `origin` where that stands. */
  read(object: JsonObject, text: string, origin: Origin, options: EventOptions): Reading;
}

export function ndjsonFormat({
  name,
  description,
  gives,
  tellsRecords,
  looksLike,
  layout,
  read,
}: NdjsonFormat): EventFormat {
  return {
    kind: 'events',
    name,
    description,
    gives,
    tellsRecords,
    sniff: (sample) => sniffObjects(sample, looksLike),
    open: (options) => new StructuredLog(options, readerOf(read, options), LineScreen.of(layout(options), options)),
  };
}

function readerOf(read: NdjsonFormat['read'], options: EventOptions): ReadLine {
  return (text, origin) => {
    const parsed = parseLine(text);
    if (parsed.kind === 'object') return read(parsed.object, text, origin, options);
    const at = { source: origin.source, line: origin.line, column: 1, excerpt: text.slice(0, EXCERPT) };
    const problem =
      parsed.kind === 'damaged'
        ? report('line-not-json', at, { reason: parsed.reason })
        : report('line-not-object', at, { found: parsed.found });
    return { kind: 'unusable', problem };
  };
}

const EXCERPT = 160;

/** So many lines are looked at. */
const SNIFFED_LINES = 50;

/**
 * Whether some object of the sample is of the format, with nothing but objects before it: an audit log in which somebody
 * planted a line of JSON is no NDJSON. The first line may have lost its beginning, the last one its end.
 */
function sniffObjects(sample: Buffer, looksLike: (object: JsonObject) => boolean): boolean {
  const text = sample.toString('utf8').replace(/^\uFEFF/, '');
  const lines = text.split('\n', SNIFFED_LINES).filter((line) => line.trim() !== '');
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line);
    if (parsed.kind === 'object' && looksLike(parsed.object)) return true;
    const lostItsHead = index === 0 && parsed.kind === 'damaged' && line.trimEnd().endsWith('}');
    if (parsed.kind !== 'object' && !lostItsHead) return false;
  }
  return false;
}
