import { callNative } from '../functions/native.ts';
import type { FunctionTable } from '../functions/row.ts';
import { lowerAs, lowerScalar } from '../lower/recurse.ts';
import { convert } from '../lower/types.ts';
import { list, type Sql, sql } from '../sql.ts';
import { over } from './aggregate.ts';
import type { Given, SeveralColumns } from './arg.ts';
import { argumentsOf, shareOf, sharesOf } from './percentile.ts';
import { rankNatives } from './weighted-rank.ts';

const NUMERIC: ReadonlySet<string> = new Set(['int', 'long', 'real']);

/** Each pair as a list; weights are whole numbers. */
function ranked(value: Sql, weight: Sql, share: Sql, filter: Sql): Sql {
  const [called] = rankNatives;
  if (called === undefined) throw new Error('no native that ranks');
  return callNative(called, [sql`to_json(list(json_array(${value}, ${weight}))${filter})`, share]);
}

export const weighted: FunctionTable = {
  percentilew: over({
    takes: ['any', 'long'],
    make: ([value, weight, ...rest], filter, { node, args, type }) => {
      const share = shareOf(argumentsOf(node)[2]);
      if (value === undefined || weight === undefined || share === undefined || rest.length !== 1) return undefined;
      if (!NUMERIC.has(args[0]?.type ?? '')) return undefined;
      return convert({ sql: ranked(value, weight, share, filter), type: 'dynamic' }, type);
    },
  }),
  percentilesw_array: over({
    takes: ['any', 'long'],
    gives: 'dynamic',
    make: ([value, weight], filter, { node, args }) => {
      const shares = sharesOf(argumentsOf(node).slice(2));
      if (value === undefined || weight === undefined || shares.includes(undefined)) return undefined;
      if (!NUMERIC.has(args[0]?.type ?? '')) return undefined;
      return sql`to_json([${list((shares as Sql[]).map((share) => ranked(value, weight, share, filter)))}])`;
    },
  }),
};

/** A column for each share. */
export const percentilesw: SeveralColumns = (call, place): readonly Given[] => {
  const [value, weight, ...shares] = argumentsOf(call);
  if (value === undefined || weight === undefined) return [];
  const { sql: of, type } = lowerScalar(value, place);
  if (!NUMERIC.has(type)) place.context.refuse(call, `percentiles of values of type ${type}`);
  return shares.map((each) => {
    const share = shareOf(each);
    if (share === undefined) place.context.refuse(each, 'a percentile that is no constant from 0 to 100');
    const found = ranked(of, lowerAs(weight, 'long', place), share ?? sql`0`, sql``);
    return { name: '', type, sql: convert({ sql: found, type: 'dynamic' }, type) };
  });
};
