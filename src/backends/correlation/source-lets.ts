import type { Let, Operator, Query } from '../../kql/ast.ts';
import { columnsUsed } from '../../kql/used-columns.ts';
import { letsOf } from '../assemble.ts';
import type { ConvertOptions } from '../options.ts';
import type { Table } from '../target.ts';

/** What is said before a query over several tables, for those of them that are queries themselves: each once, for all that ask it. */
export function sourceLets(
  members: readonly { readonly table: Table; readonly query: Query }[],
  options: ConvertOptions,
): readonly Let[] {
  const byName = Map.groupBy(members, ({ table }) => table.source.name);
  return [...byName.values()].flatMap((sameTable) => {
    const columns = new Set(sameTable.flatMap(({ query }) => query.operators.flatMap(columnsIn)));
    const table = sameTable[0]?.table;
    return table === undefined ? [] : letsOf(table, columns, options);
  });
}

function columnsIn(operator: Operator): readonly string[] {
  switch (operator.kind) {
    case 'where':
      return columnsUsed(operator.predicate);
    case 'extend':
    case 'project':
      return operator.columns.flatMap(({ of }) => columnsUsed(of));
    // Nothing that a member's query has, or nothing that names a column of such a table.
    case 'project-away':
    case 'summarize':
    case 'sort':
    case 'serialize':
    case 'mv-apply':
    case 'mv-expand':
    case 'join':
    case 'union':
    case 'scan':
      return [];
  }
}
