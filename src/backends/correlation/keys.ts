import type { CorrelatedField, SigmaCorrelation } from '../../sigma/correlation/ir.ts';
import type { SigmaRule } from '../../sigma/ir.ts';
import { fieldsOf } from '../table.ts';
import type { Table } from '../target.ts';
import type { Carried } from './carried.ts';
import { safeNames } from './columns.ts';

interface Known {
  readonly carried: readonly Carried[];
  /** Names that columns have already. */
  readonly others: readonly string[];
  readonly tableOf: (rule: SigmaRule) => Table | undefined;
  /** Of a correlation that is counted. */
  readonly keysOf: (correlation: SigmaCorrelation) => readonly string[];
}

/**
 * The names of the columns that hold what a correlation is grouped by: those that the rule has for them, as far as they are
 * free. A group that is a column which alerts carry anyway is that one.
 */
export function keyNames(correlation: SigmaCorrelation, known: Known): readonly string[] {
  const { groupBy } = correlation;
  const shared = groupBy.filter((field) => isCarried(field, correlation, known));
  const others = groupBy.filter((field) => !shared.includes(field));
  const names = safeNames(
    others.map(({ name }) => name),
    [...known.others, ...known.carried.map(({ name }) => name)],
  );
  return groupBy.map((field) => (shared.includes(field) ? field.name : (names[others.indexOf(field)] ?? field.name)));
}

function isCarried({ name, of }: CorrelatedField, { rules }: SigmaCorrelation, known: Known): boolean {
  const carried = known.carried.find((each) => each.name === name);
  if (carried === undefined) return false;
  return rules.every(({ rule }, member) => {
    const source = of[member];
    if (rule.kind === 'correlation') return source?.kind === 'key' && known.keysOf(rule)[source.key] === name;
    const table = known.tableOf(rule);
    return source?.kind === 'field' && table !== undefined && isColumn(carried, source.field, table);
  });
}

/** Whether a field is text in the very column that is carried. */
function isColumn(carried: Carried, field: string, table: Table): boolean {
  const target = fieldsOf(table).target(field);
  const [of, own] = [carried.of(table), target?.kind === 'column' ? target.column : undefined];
  return own?.type === 'string' && own.of.kind === 'column' && of.kind === 'column' && own.of.name === of.name;
}
