import type { Place } from '../lower/context.ts';
import { lowerAs } from '../lower/recurse.ts';
import { convert, typeNamed } from '../lower/types.ts';
import { type Column, type Computed, orderOf, type Relation } from '../plan.ts';
import { count, list, literal, name, type Sql, sql } from '../sql.ts';
import { constantValue, type Node, nameOf, optional, part, parts, textOf } from '../syntax.ts';
import { columnsNamed, replaced, type TabularOperator } from './operator.ts';

/** Values by their keys in a text such as `a=1 b="2 3"`. Without delimiters, in greedy mode or by an expression it is refused. */
export const parseKv: TabularOperator = (node, input, place) => {
  const options = optionsOf(node);
  const { pair_delimiter: pair, kv_delimiter: kv, quote = '', escape: escaping = '', ...others } = options;
  if (pair === undefined || pair === '' || kv === undefined || kv === '' || Object.keys(others).length > 0) {
    place.context.refuse(node, 'parse-kv without both delimiters, greedy, or by an expression');
    return input;
  }
  if (pair.length > 1 || kv.length > 1 || quote.length > 1 || escaping.length > 1) {
    place.context.refuse(node, 'parse-kv with delimiters of several characters');
    return input;
  }
  const columns = declaredColumns(node, place);
  const text = lowerAs(part(node, 'Expression'), 'string', place);
  const found = columns.map((column) => ({ column, id: place.context.column('', 'string').id }));
  const rows: Relation = {
    kind: 'custom',
    name: 'pairs',
    inputs: [input],
    columns: input.columns,
    order: orderOf(input),
    sql: ([from = sql``]) => {
      const values = found.map(
        ({ column, id }) => sql`${pairValue(text, column.name, { pair, kv, quote, escaping })} AS ${name(id)}`,
      );
      return sql`SELECT *, ${list(values)} FROM (${from})`;
    },
  };
  const values = found.map(
    ({ column, id }): Computed => ({ ...column, sql: convert({ sql: name(id), type: 'string' }, column.type) }),
  );
  return { kind: 'project', input: rows, columns: replaced(input.columns, values) };
};

function optionsOf(node: Node): Readonly<Record<string, string>> {
  const clause = optional(node, 'WithClause');
  const given = clause === undefined ? [] : parts(clause, 'Properties');
  return Object.fromEntries(
    given.map((each) => [nameOf(part(each, 'Name')), String(constantValue(part(each, 'Expression')) ?? '')]),
  );
}

function declaredColumns(node: Node, place: Place): readonly Column[] {
  const declared = parts(part(node, 'Keys'), 'Columns');
  return columnsNamed(
    declared.map((each) => ({ name: nameOf(part(each, 'Name')), type: typeNamed(textOf(part(each, 'Type'))) })),
    place,
  );
}

interface Delimiters {
  readonly pair: string;
  readonly kv: string;
  readonly quote: string;
  readonly escaping: string;
}

/** The value of the first pair of a key, without the quotes around it and what escapes them. */
function pairValue(text: Sql, key: string, { pair, kv, quote, escaping }: Delimiters): Sql {
  const [p, k, q, e] = [pair, kv, quote, escaping].map(escaped);
  const quoted = quote === '' ? '' : `${q}((?:[^${q}${e}]${escaping === '' ? '' : `|${e}[\\s\\S]`})*)${q}`;
  const plain = `([^${p}]*)`;
  const name_ = quote === '' ? escaped(key) : `(?:${q}${escaped(key)}${q}|${escaped(key)})`;
  const regex = literal(`(?:^|${p})\\s*${name_}\\s*${k}\\s*(?:${quoted === '' ? '' : `${quoted}|`}${plain})`);
  if (quoted === '') return sql`trim(regexp_extract(${text}, ${regex}, ${count(1)}))`;
  const inQuotes = sql`regexp_extract(${text}, ${regex}, ${count(1)})`;
  const unescaped =
    escaping === '' ? inQuotes : sql`regexp_replace(${inQuotes}, ${literal(`${e}([\\s\\S])`)}, '\\1', 'g')`;
  return sql`CASE WHEN ${inQuotes} <> '' THEN ${unescaped} ELSE trim(regexp_extract(${text}, ${regex}, ${count(2)})) END`;
}

function escaped(text: string | undefined): string {
  return (text ?? '').replace(/[\\^$.|?*+()[\]{}-]/g, '\\$&');
}
