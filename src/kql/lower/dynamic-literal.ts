import { kindOf, literalOf, type Node, part, parts, textOf } from '../syntax.ts';
import { datetimeText, parseDatetime } from '../values/datetime.ts';

/** What stands in `dynamic(…)` as JSON, with numbers as they are written; undefined if it can't be. */
export function jsonOfLiteral(node: Node): string | undefined {
  return FORMS[kindOf(node)]?.(node);
}

const text = (node: Node): string => JSON.stringify(String(literalOf(node)));

const FORMS: Readonly<Record<string, (node: Node) => string | undefined>> = {
  DynamicExpression: (node) => jsonOfLiteral(part(node, 'Expression')),
  JsonArrayExpression: (node) => {
    const values = parts(node, 'Values').map(jsonOfLiteral);
    return values.includes(undefined) ? undefined : `[${values.join(',')}]`;
  },
  JsonObjectExpression: (node) => {
    const pairs = parts(node, 'Pairs').map((pair) => [nameOfPair(pair), jsonOfLiteral(part(pair, 'Value'))] as const);
    if (pairs.some(([, value]) => value === undefined)) return undefined;
    return `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
  },
  NullLiteralExpression: () => 'null',
  UnaryMinusExpression: (node) => numberText(`-${textOf(part(node, 'Expression'))}`),
  StringLiteralExpression: text,
  CompoundStringLiteralExpression: text,
  BooleanLiteralExpression: (node) => (/true/i.test(textOf(node)) ? 'true' : 'false'),
  LongLiteralExpression: (node) => numberText(inner(node)),
  IntLiteralExpression: (node) => numberText(inner(node)),
  RealLiteralExpression: (node) => numberText(inner(node)),
  GuidLiteralExpression: (node) => JSON.stringify(inner(node)),
  DateTimeLiteralExpression: (node) => {
    const time = parseDatetime(inner(node));
    return time === undefined ? undefined : JSON.stringify(datetimeText(time));
  },
};

function nameOfPair(pair: Node): string {
  return (part(pair, 'Name') as unknown as { readonly ValueText: string }).ValueText;
}

function inner(node: Node): string {
  const [, inside] = /^\w+\(\s*(.*?)\s*\)$/s.exec(textOf(node)) ?? [];
  return inside ?? textOf(node);
}

/** A number as JSON writes one; undefined for `0x1`, `.5` and the like. */
function numberText(written: string): string | undefined {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(written) ? written : undefined;
}
