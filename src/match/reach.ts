import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source-text.ts';
import {
  AUDIT_RECORD_TYPES,
  type AuditRecordType,
  auditFields,
  auditValues,
  isAuditField,
} from '../event/audit-record.ts';
import type { DetectionItem, Expression, Test } from '../sigma/ir.ts';
import { nearest } from '../sigma/suggest.ts';
import type { EventView } from './event-view.ts';
import { fold } from './fold.ts';
import type { MappedField } from './mapped.ts';
import { compileTest, type PlaceTest } from './value-test.ts';

type Mapped = Expression<MappedField>;
type Item = DetectionItem<MappedField>;

export interface Reach {
  /** The types of records that can satisfy the rule. None: no execution can match it. */
  readonly types: readonly AuditRecordType[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Which audit records of executions can satisfy conditions, told from the fields and values that records can have. */
export function reachOf(conditions: readonly Mapped[], rule: Span): Reach {
  const knowledge = new Knowledge();
  const types = AUDIT_RECORD_TYPES.filter((type) =>
    conditions.some((condition) => knowledge.truth(condition, type) !== false),
  );
  const finder = new Finder(knowledge);
  for (const condition of conditions) finder.look(condition, false);
  if (types.length > 0) return { types, diagnostics: finder.diagnostics };
  const { firstImpossible: item } = finder;
  const at = item === undefined ? { ...rule, end: rule.start + 1 } : item.span;
  const written = item === undefined ? 'condition' : describe(item);
  return { types, diagnostics: [report('sigma-audit-never', at, { written })] };
}

function describe({ written, tests }: Item): string {
  return `${written}: ${tests.map(({ text }) => text).join(', ')}`;
}

/** True, false, or undefined: it depends on the record. */
type Truth = boolean | undefined;

/** What is sure of expressions in records of each type. What occurs several times is looked at once. */
class Knowledge {
  readonly #known = new Map<AuditRecordType, Map<Mapped, Truth>>(AUDIT_RECORD_TYPES.map((type) => [type, new Map()]));
  readonly #compiled = new Map<Item, readonly PlaceTest[]>();

  truth(expression: Mapped, type: AuditRecordType): Truth {
    const known = this.#known.get(type) ?? new Map<Mapped, Truth>();
    if (known.has(expression)) return known.get(expression);
    const truth = this.#find(expression, type);
    known.set(expression, truth);
    return truth;
  }

  /** Whether a record of some type could satisfy it. */
  types(expression: Mapped): readonly AuditRecordType[] {
    return AUDIT_RECORD_TYPES.filter((type) => this.truth(expression, type) !== false);
  }

  #find(expression: Mapped, type: AuditRecordType): Truth {
    switch (expression.kind) {
      case 'and':
        return joined(
          expression.of.map((child) => this.truth(child, type)),
          false,
        );
      case 'or':
        return joined(
          expression.of.map((child) => this.truth(child, type)),
          true,
        );
      case 'not': {
        const truth = this.truth(expression.of, type);
        return truth === undefined ? undefined : !truth;
      }
      case 'selection':
        return this.truth(expression.of, type);
      case 'item':
        return this.#item(expression.item, type);
    }
  }

  #item(item: Item, type: AuditRecordType): Truth {
    const field = item.field?.record;
    const values = field === undefined ? 'any' : auditValues(type, field);
    if (values === 'any' || item.tests.some(asksOtherField)) return undefined;
    const tests = this.#testsOf(item);
    const held = values.map((value) => {
      const results = tests.map((holds) => holds(value, fold(value), NO_VIEW));
      return item.quantifier === 'any' ? results.includes(true) : !results.includes(false);
    });
    return held.includes(true) ? (held.includes(false) ? undefined : true) : false;
  }

  #testsOf(item: Item): readonly PlaceTest[] {
    const known = this.#compiled.get(item) ?? item.tests.map((test) => compileTest(test, test.text));
    this.#compiled.set(item, known);
    return known;
  }
}

/** Only comparisons with other fields look at the event around a value, and they are left out. */
const NO_VIEW = undefined as unknown as EventView;

function asksOtherField(test: Test<MappedField>): boolean {
  return test.kind === 'fieldref' || (test.kind === 'variants' && test.of.some(asksOtherField));
}

/** `and` (decided by a false part) or `or` (by a true one). */
function joined(parts: readonly Truth[], decisive: boolean): Truth {
  if (parts.includes(decisive)) return decisive;
  return parts.includes(undefined) ? undefined : !decisive;
}

/** Finds the parts of a rule that see nothing, or less than they seem to. */
class Finder {
  readonly diagnostics: Diagnostic[] = [];
  firstImpossible: Item | undefined;
  readonly #knowledge: Knowledge;
  readonly #seen = { positive: new Set<Mapped>(), negative: new Set<Mapped>() };

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  look(expression: Mapped, isNegated: boolean): void {
    const seen = this.#seen[isNegated ? 'negative' : 'positive'];
    if (seen.has(expression)) return;
    seen.add(expression);
    switch (expression.kind) {
      case 'and':
      case 'or':
        for (const child of expression.of) this.look(child, isNegated);
        return;
      case 'not':
        this.look(expression.of, !isNegated);
        return;
      case 'selection':
        this.#selection(expression, isNegated);
        return;
      case 'item':
        this.#item(expression.item);
    }
  }

  #selection({ name, of }: Mapped & { kind: 'selection' }, isNegated: boolean): void {
    const types = this.#knowledge.types(of);
    const item = firstItem(of);
    const isBlind = types.length === 0 && !isNegated;
    if (isBlind) this.firstImpossible ??= this.#impossible(of);
    if (isBlind && item !== undefined)
      this.diagnostics.push(report('sigma-audit-part', item.span, { selection: name }));
    if (isBlind) return;
    const isOfPaths = types.length === 1 && types[0] === 'PATH' && !isNegated;
    if (isOfPaths && item !== undefined)
      this.diagnostics.push(report('sigma-audit-path', item.span, { selection: name }));
    this.look(of, isNegated);
  }

  #item({ field, span }: Item): void {
    const name = field?.record;
    if (name === undefined || isAuditField(name)) return;
    const start = span.source.text.startsWith(name, span.start) ? span.start : span.start + 1;
    const at = { source: span.source, start, end: start + name.length };
    const suggestion = nearest(name, auditFields());
    this.diagnostics.push(report('sigma-unknown-field', at, { field: name, suggestion }));
  }

  #impossible(expression: Mapped): Item | undefined {
    return itemsIn(expression).find((item) => this.#knowledge.types({ kind: 'item', item }).length === 0);
  }
}

function firstItem(expression: Mapped): Item | undefined {
  return itemsIn(expression)[0];
}

/** The items of a selection, whose nesting is bounded by the YAML reader. */
function itemsIn(expression: Mapped): readonly Item[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.flatMap(itemsIn);
    case 'not':
    case 'selection':
      return itemsIn(expression.of);
    case 'item':
      return [expression.item];
  }
}
