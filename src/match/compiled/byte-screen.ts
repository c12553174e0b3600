import type { AsimColumns } from '../../event/process-event.ts';
import type { Screen, ScreenedValues } from '../../event/screen.ts';
import type { ColumnName } from '../../event/taxonomy.ts';
import { EventView } from '../event-view.ts';
import type { Atoms } from './atoms.ts';
import type { ColumnValues } from './column-values.ts';
import { type Condition, conditionHolds, Surroundings } from './condition.ts';
import type { RuleIndex } from './rule-index.ts';

/** The parts of a compiled rule set that look at columns. */
export interface ColumnRules {
  readonly values: ColumnValues;
  readonly atoms: Atoms;
  readonly index: RuleIndex;
  /** By rule. */
  readonly conditions: readonly (readonly Condition[])[];
}

/** Asks rules about columns in bytes. Where a rule asks for more of an event, the event may match if it is worth asking. */
export class ByteScreen implements Screen {
  readonly columns: readonly ColumnName[];
  readonly #rules: ColumnRules;
  /** The rules that columns don't decide. */
  readonly #undecided: Uint8Array;

  constructor(rules: ColumnRules) {
    this.#rules = rules;
    this.columns = rules.values.names;
    const around = new Surroundings(rules.atoms);
    this.#undecided = Uint8Array.from(rules.conditions, (of) =>
      of.some((condition) => around.areAsked(condition)) ? 1 : 0,
    );
  }

  mayMatch(source: ScreenedValues): boolean {
    const { values, atoms, index } = this.#rules;
    const count = index.findInBytes(source);
    if (count === 0) return false;
    values.startBytes(source);
    atoms.start();
    for (let at = 0; at < count; at += 1) if (this.#mayHold(index.found(at))) return true;
    return false;
  }

  #mayHold(rule: number): boolean {
    if (this.#undecided[rule] === 1) return true;
    for (const condition of this.#rules.conditions[rule] ?? [])
      if (conditionHolds(condition, this.#rules.atoms, NO_VIEW)) return true;
    return false;
  }
}

/** Rules that columns decide never look at it. */
const NO_VIEW = new EventView({ AdditionalFields: {} } as AsimColumns);
