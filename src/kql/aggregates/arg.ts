import type { Place } from '../lower/context.ts';
import { lowerScalar } from '../lower/recurse.ts';
import { kept } from '../operators/operator.ts';
import type { Computed } from '../plan.ts';
import { type Sql, sql } from '../sql.ts';
import { kindOf, type Node, part, parts, textOf } from '../syntax.ts';

/** `arg_max(by, columns…)`: the values of the row where `by` is greatest. With `*` all columns that are no key. */
export const argExtremes = { arg_max: extreme('arg_max'), arg_min: extreme('arg_min') };

function extreme(which: 'arg_max' | 'arg_min') {
  return (call: Node, place: Place): readonly Computed[] => {
    const [by, ...rest] = parts(part(call, 'ArgumentList'), 'Expressions');
    if (by === undefined) return [];
    const key = lowerScalar(by, place);
    const pick = (value: Sql): Sql =>
      which === 'arg_max' ? sql`arg_max(${value}, ${key.sql})` : sql`arg_min(${value}, ${key.sql})`;
    const extremeOf = which === 'arg_max' ? sql`max(${key.sql})` : sql`min(${key.sql})`;
    const first: Computed = { ...place.context.column(textOf(by), key.type), sql: extremeOf };
    const others = rest.flatMap((each) => {
      if (kindOf(each) === 'StarExpression')
        return place.columns
          .filter(({ name }) => name !== textOf(by))
          .map((column) => ({ ...kept(column), value: kept(column).sql }));
      const value = lowerScalar(each, place);
      return [{ ...place.context.column(textOf(each), value.type), sql: value.sql, value: value.sql }];
    });
    return [
      first,
      ...others.map(({ value, ...column }) => ({
        ...place.context.column(column.name, column.type),
        sql: pick(value),
      })),
    ];
  };
}
