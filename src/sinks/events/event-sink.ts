import type { ProcessEvent } from '../../event/process-event.ts';
import type { Write } from '../sink.ts';

/** A way to write events: a file of its own in this folder and a line in `registry.ts`. */
export interface EventSink {
  /** As named by `normalize --output`. */
  readonly name: string;
  readonly description: string;
  readonly extension: string;
  open(write: Write): (event: ProcessEvent) => void;
}
