import type { Alert, Report } from '../alerts/model.ts';

/** Writes text to where the output goes; the flow waits for the receiver between calls of the sink, not inside. */
export type Write = (text: string) => void;

/** One output format: a file of its own in this folder and a line in `registry.ts`. */
export interface Sink {
  /** As named by `--output`. */
  readonly name: string;
  /** One line for `--help`. */
  readonly description: string;
  /** File name extension, without the dot. */
  readonly extension: string;
  /** Whether its report names the inputs with their hashes. */
  readonly namesInputs: boolean;
  open(write: Write, options: SinkOptions): OpenSink;
}

export interface SinkOptions {
  /** Styles (bold, colour) may be written: the receiver is a terminal that wants them. */
  readonly color: boolean;
  /** One incident a line instead of one alert (json only). */
  readonly incidents: boolean;
}

export interface OpenSink {
  /** Called for each alert that is to be shown, as it is found. */
  alert(alert: Alert): void;
  /** Called once, after the last alert. */
  end(report: Report): void;
}
