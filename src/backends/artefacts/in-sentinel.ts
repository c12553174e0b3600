import type { Table, Target } from '../target.ts';
import type { Artefact } from './artefact.ts';

const TIME = 'TimeGenerated';

/** The target as an artefact asks it: in Sentinel the time of every table is `TimeGenerated`, of Defender's as well. */
export function targetFor({ isOfSentinel }: Pick<Artefact, 'isOfSentinel'>, target: Target): Target {
  return isOfSentinel ? { ...target, tables: target.tables.map(inSentinel) } : target;
}

function inSentinel(table: Table): Table {
  return { ...table, time: TIME, identity: table.identity.map((name) => (name === table.time ? TIME : name)) };
}
