import { printString } from '../print/literal.ts';
import type { TableSchema } from '../schema/table.ts';
import { type GlobalState, type LanguageService, languageService } from './language-service.ts';

const known = new Map<readonly TableSchema[], GlobalState>();

/** What the parser binds names to: a database of these tables. A table with parameters is a function. */
export function globalsOf(tables: readonly TableSchema[]): GlobalState {
  const found = known.get(tables);
  if (found !== undefined) return found;
  const service = languageService();
  const members = tables.flatMap((table) => symbolsOf(table, service));
  const globals = service.GlobalState.Default.WithDatabase(
    new service.Symbols.DatabaseSymbol.ctor('shellhound', members),
  );
  known.set(tables, globals);
  return globals;
}

function symbolsOf({ name, columns, parameters }: TableSchema, { Symbols }: LanguageService): readonly unknown[] {
  const schema = `(${Object.entries(columns)
    .map(([column, type]) => `[${printString(column)}]: ${type}`)
    .join(', ')})`;
  if (parameters === undefined) return [new Symbols.TableSymbol.$ctor7(name, schema, null)];
  const rows = `${name}_rows`;
  const list = Object.entries(parameters).map(
    ([parameter, type]) => `${parameter}: ${type} = ${DEFAULTS[type] ?? `${type}(null)`}`,
  );
  return [
    new Symbols.TableSymbol.$ctor7(rows, schema, null),
    new Symbols.FunctionSymbol.$ctor16(name, `(${list.join(', ')})`, `{ ${rows} }`, null),
  ];
}

const DEFAULTS: Readonly<Record<string, string>> = { string: "'*'", bool: 'false', dynamic: 'dynamic([])' };
