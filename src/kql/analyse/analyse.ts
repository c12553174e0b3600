import type { TableSchema } from '../schema/table.ts';
import { globalsOf } from './globals.ts';
import { items, languageService } from './language-service.ts';

/** What Microsoft's parser and binder say of a query; offsets are UTF-16 units. */
export interface KqlProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'suggestion';
  readonly message: string;
  readonly start: number;
  readonly length: number;
}

/** Parses a query and binds it to tables. Loads the language service if that was not done before. */
export function analyse(text: string, tables: readonly TableSchema[]): readonly KqlProblem[] {
  const code = languageService().KustoCode.ParseAndAnalyze(text, globalsOf(tables));
  return items(code.GetDiagnostics()).map((each) => ({
    code: each.Code,
    severity: severityOf(each.Severity),
    message: each.Message,
    start: each.Start,
    length: each.Length,
  }));
}

function severityOf(severity: string): KqlProblem['severity'] {
  if (severity === 'Error') return 'error';
  return severity === 'Warning' ? 'warning' : 'suggestion';
}
