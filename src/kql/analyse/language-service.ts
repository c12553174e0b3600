import { createRequire } from 'node:module';

/**
 * The part of Microsoft's language service that we use, typed by hand: its own declarations are 1.7 MB, describe a
 * compiled library with numbered constructors, and slow every type check down.
 */
export interface LanguageService {
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: GlobalState): Code };
  readonly GlobalState: { readonly Default: GlobalState };
  readonly Symbols: {
    readonly TableSymbol: {
      readonly $ctor7: new (name: string, schema: string, description: string | null) => unknown;
    };
    readonly FunctionSymbol: {
      readonly $ctor16: new (name: string, parameters: string, body: string, description: string | null) => unknown;
    };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: readonly unknown[]) => unknown };
  };
}

export interface GlobalState {
  WithDatabase(database: unknown): GlobalState;
}

export interface Code {
  readonly ResultType: unknown;
  GetDiagnostics(): List<{
    readonly Code: string;
    readonly Severity: string;
    readonly Start: number;
    readonly Length: number;
    readonly Message: string;
  }>;
}

interface List<T> {
  readonly Count: number;
  getItem(at: number): T;
}

export function items<T>(list: List<T>): readonly T[] {
  return Array.from({ length: list.Count }, (_, at) => list.getItem(at));
}

let loaded: LanguageService | undefined;

/**
 * Loads the language service when it is first asked for (about 0.2 s; the first query takes a second more). It sets the
 * globals `Bridge`, `System` and `Kusto`, since it was compiled from C#.
 */
export function languageService(): LanguageService {
  if (loaded !== undefined) return loaded;
  const require = createRequire(import.meta.url);
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  const { Kusto } = globalThis as unknown as { readonly Kusto: { readonly Language: LanguageService } };
  loaded = Kusto.Language;
  return loaded;
}
