import type { Query } from '../../kql/ast.ts';

/** A parameter of a saved function; its type and its default as KQL writes them. */
export interface Parameter {
  readonly name: string;
  readonly type: 'datetime' | 'dynamic' | 'string' | 'bool';
}

/** A function to be saved in a workspace, which gives process events of a source under ASIM's names. */
export interface ParserFunction {
  readonly name: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /** Its body; parameters are columns in it. */
  readonly query: Query;
}

/** What a parameter has if a call does not name it. */
export const DEFAULTS: Readonly<Record<Parameter['type'], string>> = {
  datetime: 'datetime(null)',
  dynamic: 'dynamic([])',
  string: "'*'",
  bool: 'false',
};

/** `name:type=default`, as functions are declared. */
export function declarationOf({ name, type }: Parameter): string {
  return `${name}:${type}=${DEFAULTS[type]}`;
}
