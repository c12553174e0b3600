import type { ColumnType, Scalar } from '../../kql/ast.ts';
import { call, column, text } from '../../kql/build.ts';
import type { Entities, Table } from '../target.ts';

/** A column that says what an alert is about, and what it is in the rows of each table. */
export interface Carried {
  readonly name: string;
  readonly of: (table: Table) => Scalar;
}

const KINDS = ['host', 'account', 'processId', 'commandLine', 'file'] as const satisfies readonly (keyof Entities)[];

/** What Defender asks for to know an event again. */
const REFERENCES = ['DeviceId', 'ReportId'];

/** The columns of a correlation's alerts beside its own: called as in the first of the tables that has such a thing. */
export function carriedFrom(tables: readonly Table[]): readonly Carried[] {
  const entities = KINDS.flatMap((kind) => {
    const table = tables.find((each) => each.entities[kind] !== undefined);
    const name = table?.entities[kind];
    if (table === undefined || name === undefined) return [];
    const domain = kind === 'account' ? domainOf(name, table) : undefined;
    return [
      carried(name, table, (other) => other.entities[kind]),
      ...(domain === undefined ? [] : [carried(domain, table, (other) => domainOf(other.entities.account, other))]),
    ];
  });
  const references = REFERENCES.filter((name) => tables.every(({ schema }) => Object.hasOwn(schema.columns, name)));
  return [...entities, ...references.map((name) => ({ name, of: () => column(name) }))];
}

/** The column that has the domain of an account, where it is another one. */
function domainOf(account: string | undefined, { schema }: Table): string | undefined {
  if (account?.endsWith('AccountName') !== true) return undefined;
  const domain = account.replace(/Name$/, 'Domain');
  return Object.hasOwn(schema.columns, domain) ? domain : undefined;
}

function carried(name: string, { schema }: Table, nameIn: (table: Table) => string | undefined): Carried {
  const type = schema.columns[name] ?? 'string';
  return {
    name,
    of: (other) => {
      const its = nameIn(other);
      const itsType = its === undefined ? undefined : (other.schema.columns[its] ?? 'string');
      if (its !== undefined && itsType === type) return column(its);
      return its !== undefined && type === 'string' ? call('tostring', column(its)) : nothing(type);
    },
  };
}

function nothing(type: ColumnType): Scalar {
  return type === 'string' ? text('') : call(`to${type}`, text(''));
}
