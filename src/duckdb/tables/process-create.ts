import { builtInProcessCreate, imProcessCreate } from '../../kql/schema/asim-process.ts';
import { joined, list, name, type Sql, sql } from '../../kql/sql.ts';

/** A filter that is off while its parameter has its default. Columns are those of `e`. */
type Filter = (parameter: Sql, column: Sql) => Sql;

const any = (test: (column: Sql, item: Sql) => Sql): Filter => {
  return (parameter, column) =>
    sql`(len(kql_texts(${parameter})) = 0 OR len(list_filter(kql_texts(${parameter}), x -> ${test(column, sql`x`)})) > 0)`;
};
const hasAny = any((column, item) => sql`kql_has(${column}, ${item})`);
const ipPrefix = any((column, item) => sql`regexp_matches(${column}, ${ipv4Prefix(item)})`);
const hasAll: Filter = (parameter, column) =>
  sql`len(list_filter(kql_texts(${parameter}), x -> NOT coalesce(kql_has(${column}, x), false))) = 0`;
const has: Filter = (parameter, column) => sql`(${parameter} = '*' OR kql_has(${column}, ${parameter}))`;

/** What each parameter of `_Im_ProcessCreate` asks, as the parsers of single sources ask it. */
const FILTERS: Readonly<Record<string, (parameter: Sql) => Sql>> = {
  starttime: (given) => sql`(${given} IS NULL OR e."TimeGenerated" >= ${given})`,
  endtime: (given) => sql`(${given} IS NULL OR e."TimeGenerated" <= ${given})`,
  commandline_has_any: (given) => hasAny(given, sql`e."TargetProcessCommandLine"`),
  commandline_has_all: (given) => hasAll(given, sql`e."TargetProcessCommandLine"`),
  commandline_has_any_ip_prefix: (given) => ipPrefix(given, sql`e."TargetProcessCommandLine"`),
  actingprocess_has_any: (given) => hasAny(given, sql`e."ActingProcessName"`),
  targetprocess_has_any: (given) => hasAny(given, sql`e."TargetProcessName"`),
  parentprocess_has_any: (given) => hasAny(given, sql`e."ParentProcessName"`),
  targetusername_has: (given) => has(given, sql`e."TargetUsername"`),
  actorusername_has: (given) => has(given, sql`e."ActorUsername"`),
  dvcipaddr_has_any_prefix: (given) => ipPrefix(given, sql`e."DvcIpAddr"`),
  dvchostname_has_any: (given) => hasAny(given, sql`e."DvcHostname"`),
  eventtype: (given) => sql`(${given} = '*' OR e."EventType" = ${given})`,
  hashes_has_any: (given) => hasAny(given, hashes()),
  disabled: (given) => sql`NOT coalesce(${given}, false)`,
};

function hashes(): Sql {
  const columns = ['MD5', 'SHA1', 'SHA256', 'SHA512', 'IMPHASH'].map((kind) => sql`e.${name(`TargetProcess${kind}`)}`);
  return sql`concat_ws(' ', ${list(columns)})`;
}

/** A whole address, or its first parts up to a dot, as a pattern for the addresses in a text that begin so. */
function ipv4Prefix(prefix: Sql): Sql {
  const dots = sql`(len(${prefix}) - len(replace(${prefix}, '.', '')))`;
  const rest = sql`CASE WHEN ends_with(${prefix}, '.') THEN repeat('[0-9]{1,3}[.]', 3 - ${dots}) || '[0-9]{1,3}' ELSE '' END`;
  return sql`'(?:^|[^0-9A-Za-z.])' || regexp_escape(${prefix}) || ${rest} || '(?:$|[^0-9A-Za-z.]|[.](?:$|[^0-9]))'`;
}

const DEFAULTS: Readonly<Record<string, Sql>> = {
  datetime: sql`NULL::TIMESTAMP`,
  dynamic: sql`'[]'::JSON`,
  string: sql`'*'`,
  bool: sql`false`,
};

const parameters = Object.entries(builtInProcessCreate.parameters ?? {});

/**
 * `_Im_ProcessCreate` as a function that gives a table: `"_Im_ProcessCreate"(p_starttime := …, p_eventtype := …)`, every
 * parameter optional, those that are `dynamic` as JSON. Without the prefix `p_` a parameter would be taken for a column.
 */
export const processCreateMacro: Sql = sql`CREATE MACRO ${name(builtInProcessCreate.name)}(${list(
  parameters.map(([parameter, type]) => sql`${sqlParameter(parameter)} := ${defaultOf(type)}`),
)}) AS TABLE SELECT e.* FROM ${name(imProcessCreate.name)} AS e WHERE ${joined(
  parameters.map(([parameter]) => filterOf(parameter)),
  sql` AND `,
)}`;

function defaultOf(type: string): Sql {
  const found = DEFAULTS[type];
  if (found === undefined) throw new Error(`no default for a parameter of type ${type}`);
  return found;
}

function filterOf(parameter: string): Sql {
  const filter = FILTERS[parameter];
  if (filter === undefined) throw new Error(`no filter for the parameter ${parameter}`);
  return filter(sqlParameter(parameter));
}

function sqlParameter(parameter: string): Sql {
  return name(`p_${parameter}`);
}
