import type { Screen } from '../../event/screen.ts';
import type { EventView, MatchableEvent } from '../event-view.ts';
import { viewOf } from '../event-view.ts';
import type { PreparedRule } from '../prepare.ts';
import { Atoms } from './atoms.ts';
import { ByteScreen } from './byte-screen.ts';
import { ColumnValues } from './column-values.ts';
import { type Condition, ConditionCompiler, conditionHolds } from './condition.ts';
import { WithRecordRules } from './record-rules.ts';
import { RuleIndex } from './rule-index.ts';
import { Requirements } from './trigger.ts';

/** What a compiled rule set is made of. */
export interface CompiledStats {
  readonly rules: number;
  /** Different tests of a column. */
  readonly atoms: number;
  /** Different texts that are looked for in every event, and the states of the automata that do. */
  readonly literals: number;
  readonly states: number;
  /** Items that are left to the plain evaluator: ancestors and keywords. */
  readonly plainItems: number;
  /** Ids of the rules that must be asked about every event, since no value is sure to be there when they match. */
  readonly always: readonly string[];
}

/** Many rules that are asked about an event at once, with the answers that the plain evaluator gives one by one. */
export interface CompiledRuleSet {
  /** The rules that match the event, in their order. */
  matches(event: MatchableEvent): readonly PreparedRule[];
  /** The rules that may match the event, in no order: all that do, and some that do not. */
  candidates(event: MatchableEvent): readonly PreparedRule[];
  /** Screens events that are not read yet; undefined where rules ask for more than a screen can see. */
  screen(): Screen | undefined;
  stats(): CompiledStats;
}

/** Compiles rules. They share their tests; and an event is shown only to those whose required values it has. */
export function compileRuleSet(rules: readonly PreparedRule[]): CompiledRuleSet {
  const ofRecords = rules.filter(({ records }) => records !== undefined);
  if (ofRecords.length === 0) return new RuleSet(rules);
  const ofEvents = new RuleSet(rules.filter(({ records }) => records === undefined));
  return new WithRecordRules(ofEvents, ofRecords, rules);
}

const NONE: readonly PreparedRule[] = [];

class RuleSet implements CompiledRuleSet {
  readonly #rules: readonly PreparedRule[];
  readonly #values = new ColumnValues();
  readonly #atoms = new Atoms(this.#values);
  readonly #conditions: readonly (readonly Condition[])[];
  readonly #index: RuleIndex;
  readonly #stats: CompiledStats;
  /** Numbers of the rules that matched the event at hand. */
  readonly #matched: number[] = [];

  constructor(rules: readonly PreparedRule[]) {
    this.#rules = rules;
    const compiler = new ConditionCompiler(this.#atoms);
    this.#conditions = rules.map(({ prepared }) => prepared.map((condition) => compiler.compile(condition)));
    const requirements = rules.map(({ conditions }) => new Requirements().of(conditions));
    this.#index = new RuleIndex(requirements, this.#values);
    this.#stats = {
      rules: rules.length,
      atoms: this.#atoms.count,
      literals: this.#index.literals,
      states: this.#index.states,
      plainItems: compiler.plain,
      always: rules.filter((_, at) => requirements[at] === undefined).map(({ rule }) => rule.id),
    };
  }

  matches(event: MatchableEvent): readonly PreparedRule[] {
    const count = this.#find(event);
    if (count === 0) return NONE;
    this.#atoms.start();
    const view = viewOf(event);
    const matched = this.#matched;
    for (let at = 0; at < count; at += 1) {
      const rule = this.#index.found(at);
      if (this.#holds(rule, view)) matched.push(rule);
    }
    this.#values.end();
    return this.#taken();
  }

  candidates(event: MatchableEvent): readonly PreparedRule[] {
    const count = this.#find(event);
    for (let at = 0; at < count; at += 1) this.#matched.push(this.#index.found(at));
    this.#values.end();
    return this.#taken();
  }

  screen(): Screen | undefined {
    if (!this.#index.looksAtColumnsOnly) return undefined;
    return new ByteScreen({
      values: this.#values,
      atoms: this.#atoms,
      index: this.#index,
      conditions: this.#conditions,
    });
  }

  stats(): CompiledStats {
    return this.#stats;
  }

  #find({ columns }: MatchableEvent): number {
    this.#matched.length = 0;
    this.#values.start(columns);
    return this.#index.find(columns);
  }

  #holds(rule: number, view: EventView): boolean {
    for (const condition of this.#conditions[rule] ?? []) if (conditionHolds(condition, this.#atoms, view)) return true;
    return false;
  }

  /** The noted rules in their order. */
  #taken(): readonly PreparedRule[] {
    if (this.#matched.length === 0) return NONE;
    return this.#matched.sort((a, b) => a - b).flatMap((at) => this.#rules[at] ?? []);
  }
}
