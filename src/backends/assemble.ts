import type { Let, Named, Operator, Query, Scalar, Source } from '../kql/ast.ts';
import { binary, column } from '../kql/build.ts';
import { builtInProcessCreate, imProcessCreate } from '../kql/schema/asim-process.ts';
import { columnsAsked } from '../kql/used-columns.ts';
import type { SigmaFilter, SigmaRule } from '../sigma/ir.ts';
import { askAncestors } from './ancestors.ts';
import type { Lowering } from './lower/context.ts';
import { parametersFor } from './optimise/parameters.ts';
import { prefilterOf } from './optimise/prefilter.ts';
import type { ConvertOptions } from './options.ts';
import type { Table } from './target.ts';

/** The parts of a rule, as predicates. */
export interface Parts {
  readonly rule: SigmaRule;
  readonly table: Table;
  readonly lowering: Lowering;
  readonly predicate: Scalar;
  readonly exclusions: readonly { readonly filter: SigmaFilter; readonly predicate: Scalar }[];
}

/** Puts a query together: time first, then what the index can answer, then the rule, then its exclusions. */
export function assemble(parts: Parts, options: ConvertOptions): Query {
  const { rule, table, lowering, predicate, exclusions } = parts;
  // What is read from other columns has no index.
  const prefilters = options.optimize && table.lets === undefined ? prefilterOf(predicate) : [];
  const isBuiltIn = options.builtInParser && table.schema === imProcessCreate;
  const source: Source = isBuiltIn
    ? { kind: 'invoke', name: builtInProcessCreate.name, parameters: builtInParameters(prefilters, options) }
    : table.source;
  const operators = [
    ...table.guard,
    ...prefilters.map(where),
    ...askAncestors(lowering, [where(predicate), ...exclusions.map(exclusionOf)]),
  ];
  return {
    comments: [headOf(rule)],
    lets: table.lets === undefined ? [] : letsOf(table, columnsAsked(operators), options),
    source,
    operators: [...(isBuiltIn ? [] : timeFilter(table.time, options)), ...operators],
  };
}

/** What a table's query needs before it, if it asks for these of its columns. */
export function letsOf(table: Table, columns: ReadonlySet<string>, options: ConvertOptions): readonly Let[] {
  return table.lets?.({ columns, time: timeFilter('TimeGenerated', around(options)) }) ?? [];
}

function where(predicate: Scalar): Operator {
  return { kind: 'where', predicate };
}

function exclusionOf({ filter, predicate }: Parts['exclusions'][number]): Operator {
  return { kind: 'where', predicate, comment: `exclusion: ${filter.title} (${filter.id})` };
}

function builtInParameters(prefilters: readonly Scalar[], { since, until }: ConvertOptions): readonly Named[] {
  const times = { starttime: since, endtime: until };
  const given = Object.entries(times).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, of: { kind: 'datetime' as const, value } }],
  );
  return [...given, ...parametersFor(prefilters)];
}

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Rows of which events are made: those of what happened shortly before, and those that come a little late. */
function around({ since, until }: Times): Times {
  return {
    since: since === undefined ? undefined : since - DAY,
    until: until === undefined ? undefined : until + 5 * MINUTE,
  };
}

type Times = Pick<ConvertOptions, 'since' | 'until'>;

function timeFilter(time: string, { since, until }: Times): readonly Operator[] {
  const bounds = [
    { operator: '>=' as const, value: since },
    { operator: '<=' as const, value: until },
  ];
  return bounds.flatMap(({ operator, value }) =>
    value === undefined ? [] : [where(binary(column(time), operator, { kind: 'datetime', value }))],
  );
}

/** What the query is, and whose rule it was made from. */
function headOf({ title, id, author, license }: SigmaRule): string {
  const by = author === undefined ? '' : `, by ${author}`;
  return `${title} (${id})${by}${license === undefined ? '' : `, ${license}`}`;
}
