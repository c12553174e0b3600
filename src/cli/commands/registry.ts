import type { Command } from 'commander';
import { checkCommand } from './check.ts';
import { convertCommand } from './convert.ts';
import { eventsCommand } from './events.ts';
import { explainCommand } from './explain.ts';
import { formatsCommand } from './formats.ts';
import { huntCommand } from './hunt.ts';
import { kqlCommand } from './kql.ts';
import { normalizeCommand } from './normalize.ts';
import { testCommand } from './test.ts';

/** Every verb, in the order of `--help`. */
export const commands: readonly (() => Command)[] = [
  huntCommand,
  normalizeCommand,
  explainCommand,
  convertCommand,
  checkCommand,
  testCommand,
  kqlCommand,
  eventsCommand,
  formatsCommand,
];
