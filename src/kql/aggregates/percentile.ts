import type { FunctionTable } from '../functions/row.ts';
import { jsonOfLiteral } from '../lower/dynamic-literal.ts';
import { lowerScalar } from '../lower/recurse.ts';
import { list, literal, type Sql, sql } from '../sql.ts';
import { constantValue, type Node, part, parts } from '../syntax.ts';
import { over } from './aggregate.ts';
import type { Given, SeveralColumns } from './arg.ts';

/** The value below which so many percent of the values are: exactly, and always one of them. Kusto estimates it. */
export const percentile: FunctionTable = {
  percentile: over({
    takes: ['any'],
    make: ([a, at, ...rest], filter, { node, args }) => {
      const share = shareOf(argumentsOf(node)[1]);
      if (a === undefined || at === undefined || share === undefined || rest.length > 0) return undefined;
      return RANKED.has(args[0]?.type ?? '') ? sql`quantile_disc(${a}, ${share})${filter}` : undefined;
    },
  }),
  percentiles_array: over({
    takes: ['any'],
    gives: 'dynamic',
    make: ([a], filter, { node, args }) => {
      const shares = sharesOf(argumentsOf(node).slice(1));
      if (a === undefined || !NUMERIC.has(args[0]?.type ?? '') || shares.includes(undefined)) return undefined;
      return sql`to_json(quantile_disc(${a}, [${list(shares as Sql[])}])${filter})`;
    },
  }),
};

/** A column for each share. */
export const percentiles: SeveralColumns = (call, place): readonly Given[] => {
  const [value, ...shares] = argumentsOf(call);
  if (value === undefined) return [];
  const { sql: of, type } = lowerScalar(value, place);
  if (!RANKED.has(type)) place.context.refuse(call, `percentiles of values of type ${type}`);
  return shares.map((each) => {
    const share = shareOf(each);
    if (share === undefined) place.context.refuse(each, 'a percentile that is no constant from 0 to 100');
    return { name: '', type, sql: sql`quantile_disc(${of}, ${share ?? sql`0`})` };
  });
};

const NUMERIC: ReadonlySet<string> = new Set(['int', 'long', 'real']);
const RANKED: ReadonlySet<string> = new Set([...NUMERIC, 'decimal', 'datetime', 'timespan']);

export function argumentsOf(call: Node): readonly Node[] {
  return parts(part(call, 'ArgumentList'), 'Expressions');
}

/** The shares of a call: arguments, or one list of them. */
export function sharesOf(nodes: readonly Node[]): readonly (Sql | undefined)[] {
  const [only, ...others] = nodes;
  const json = only !== undefined && others.length === 0 ? jsonOfLiteral(only) : undefined;
  const listed: unknown = json === undefined ? undefined : JSON.parse(json);
  return Array.isArray(listed) ? listed.map((each) => share(Number(each))) : nodes.map(shareOf);
}

/** A constant of 0 to 100 as a part of one. */
export function shareOf(node: Node | undefined): Sql | undefined {
  return share(node === undefined ? Number.NaN : Number(String(constantValue(node))));
}

function share(percent: number): Sql | undefined {
  return percent >= 0 && percent <= 100 ? sql`CAST(${literal(String(percent / 100))} AS DOUBLE)` : undefined;
}
