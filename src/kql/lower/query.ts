import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { SourceText } from '../../diagnostic/source-text.ts';
import { globalsOf } from '../analyse/globals.ts';
import { items, languageService } from '../analyse/language-service.ts';
import type { Relation } from '../plan.ts';
import type { TableSchema } from '../schema/table.ts';
import { sql as makeSql } from '../sql.ts';
import { kindOf, type Node, part, parts, resultOf } from '../syntax.ts';
import { Context, type Place, Scope } from './context.ts';
import { tooLarge } from './growth.ts';
import { relationOf } from './pipe.ts';
import { scalarOf } from './scalar.ts';
import { bindStatements } from './statement.ts';

/** The plans of a query, one for each of its results; none, with what is wrong, if there is an error. */
export interface Lowered {
  readonly plans: readonly Relation[];
  readonly problems: readonly Diagnostic[];
}

/**
 * Parses a query with Microsoft's parser, binds it to tables, and makes plans of it. `now` is the time of the run, in
 * milliseconds since 1970.
 */
export function lowerQuery(source: SourceText, tables: readonly TableSchema[], now: number): Lowered {
  const large = tooLarge(source.text);
  if (large !== undefined) {
    const what = 'a name that stands for others so often';
    return { plans: [], problems: [report('kql-not-supported', { source, ...large }, { what })] };
  }
  const code = languageService().KustoCode.ParseAndAnalyze(source.text, globalsOf(tables));
  const problems = items(code.GetDiagnostics()).flatMap(({ Severity, Code, Message, Start, Length }) =>
    Severity === 'Error'
      ? [
          report(
            'kql-invalid',
            { source, start: Start, end: Start + Math.max(1, Length) },
            { code: Code, message: Message },
          ),
        ]
      : [],
  );
  if (problems.length > 0) return { plans: [], problems };
  const context = new Context(source, tables, now, { scalar: scalarOf, relation: relationOf });
  const place: Place = { context, scope: new Scope(), columns: [] };
  const statements = parts((code as unknown as { readonly Syntax: Node }).Syntax, 'Statements');
  const plans: Relation[] = [];
  for (const statement of statements) {
    if (kindOf(statement) === 'ExpressionStatement') plans.push(lowerResult(part(statement, 'Expression'), place));
    else bindStatements([statement], place);
  }
  return { plans: context.problems.length > 0 ? [] : plans, problems: context.problems };
}

const YES = makeSql`true`;

/** A value on its own is a table of one row, too. */
function lowerResult(node: Node, place: Place): Relation {
  if ('columns' in resultOf(node)) return relationOf(node, place);
  const { sql, type } = scalarOf(node, place);
  const row: Relation = { kind: 'values', columns: [place.context.column('row', 'bool')], rows: [[YES]] };
  const columns = [{ ...place.context.column('print_0', type), sql }];
  return { kind: 'project', input: row, columns };
}
