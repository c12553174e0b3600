import { type GlobalState, languageService } from '../../../src/kql/analyse/language-service.ts';

/** A predicate without layout and parentheses: operators with their operands, chains of `and` and `or` flattened. */
export type Form = string | readonly [string, ...Form[]];

/** What the official syntax tree offers, as far as it is read here. */
interface Node {
  readonly Kind: number;
  readonly ChildCount: number;
  GetChild(at: number): Node | null;
  readonly Expression: Node;
  readonly Condition: Node;
  readonly Left?: Node;
  readonly Right?: Node;
  readonly Operator?: { readonly Text: string };
  readonly SimpleName: string;
  readonly LiteralValue: unknown;
  readonly Name: { readonly SimpleName: string };
  readonly ArgumentList: {
    readonly Expressions: { readonly Count: number; getItem(at: number): { readonly Element$1: Node } };
  };
  ToString(trivia: number): string;
}

/** The predicates of the `where` operators of a query, in their order. */
export function predicatesOf(query: string): readonly Form[] {
  const service = languageService() as unknown as {
    readonly KustoCode: { ParseAndAnalyze(text: string, globals: GlobalState): { readonly Syntax: Node } };
    readonly GlobalState: { readonly Default: GlobalState };
  };
  const found: Form[] = [];
  const walk = (node: Node): void => {
    if (kindOf(node) === 'FilterOperator') found.push(formOf(node.Condition));
    else for (const child of childrenOf(node)) walk(child);
  };
  walk(service.KustoCode.ParseAndAnalyze(query, service.GlobalState.Default).Syntax);
  return found;
}

let kinds: ReadonlyMap<number, string> | undefined;

function kindOf(node: Node): string {
  const { Syntax } = languageService() as unknown as {
    readonly Syntax: { readonly SyntaxKind: Record<string, number> };
  };
  kinds ??= new Map(Object.entries(Syntax.SyntaxKind).map(([name, value]) => [value, name]));
  return kinds.get(node.Kind) ?? '';
}

function childrenOf(node: Node): readonly Node[] {
  return Array.from({ length: node.ChildCount }, (_, at) => node.GetChild(at)).filter((child) => child !== null);
}

function formOf(node: Node): Form {
  const kind = kindOf(node);
  switch (kind) {
    case 'ParenthesizedExpression':
      return formOf(node.Expression);
    case 'AndExpression':
    case 'OrExpression':
      return chain(kind === 'AndExpression' ? 'and' : 'or', node);
    case 'StringLiteralExpression':
      return JSON.stringify(node.LiteralValue);
    case 'NameReference':
      return node.SimpleName;
    case 'FunctionCallExpression':
      return [node.Name.SimpleName, ...argumentsOf(node).map(formOf)];
    case 'InExpression':
    case 'InCsExpression':
      return [
        kind === 'InExpression' ? 'in' : 'in~',
        formOf(node.Left ?? node),
        ...childrenOf(node).slice(1).flatMap(membersOf),
      ];
    default:
      if (node.Left === undefined || node.Right === undefined) return node.ToString(0).trim();
      return [node.Operator?.Text ?? kind, formOf(node.Left), formOf(node.Right)];
  }
}

function chain(kind: 'and' | 'or', node: Node): Form {
  const operands = [node.Left, node.Right].flatMap((side) => {
    const form = side === undefined ? [] : formOf(side);
    return Array.isArray(form) && form[0] === kind ? form.slice(1) : [form];
  });
  return [kind, ...(operands as Form[])];
}

function argumentsOf({ ArgumentList: { Expressions } }: Node): readonly Node[] {
  return Array.from({ length: Expressions.Count }, (_, at) => Expressions.getItem(at).Element$1);
}

/** The value and the list of an `in`: every literal and name below. */
function membersOf(node: Node): readonly Form[] {
  const kind = kindOf(node);
  if (kind === 'StringLiteralExpression' || kind === 'NameReference') return [formOf(node)];
  return childrenOf(node).flatMap(membersOf);
}
