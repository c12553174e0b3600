import { languageService } from '../../src/kql/analyse/language-service.ts';
import { kindOf, type Node, nameOf } from '../../src/kql/syntax.ts';

/** The kinds of all nodes of a query, and the names of what it calls. */
export function usedIn(query: string): readonly string[] {
  const service = languageService();
  const code = service.KustoCode.ParseAndAnalyze(query, service.GlobalState.Default);
  return within((code as unknown as { readonly Syntax: Node }).Syntax);
}

function within(node: Node): readonly string[] {
  const kind = kindOf(node);
  const own = kind === 'FunctionCallExpression' ? [kind, nameOf(node)] : [kind];
  const children = Array.from({ length: node.ChildCount }, (_, at) => node.GetChild(at));
  return [...own, ...children.flatMap((child) => (child === null ? [] : within(child)))];
}
