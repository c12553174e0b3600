import { csv } from './csv.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import type { Sink } from './sink.ts';
import { text } from './text.ts';

/** Every output format. Add one: a file of its own beside this one, and its name here; the golden test walks the list. */
export const sinks: readonly Sink[] = [text, json, csv, html];

/** The sink that `--output` names. */
export function sinkNamed(name: string): Sink | undefined {
  return sinks.find((sink) => sink.name === name);
}
