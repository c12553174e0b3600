import type { Relation, Typed } from '../plan.ts';
import { absent } from '../plan-sql.ts';
import { calledBody, kindOf, type Node, nameOf, optional, part, parts, resultOf, textOf } from '../syntax.ts';
import { type Binding, type Place, Scope } from './context.ts';
import { lowerRelation, lowerScalar } from './recurse.ts';
import { bindStatements } from './statement.ts';
import { convert, typeNamed, typeOf } from './types.ts';

type UserFunction = Binding & { readonly kind: 'function' };

/** A function of the query that gives a value: its body, with the arguments in its parameters' place. */
export function callFunction(node: Node, called: UserFunction, args: readonly Node[], place: Place): Typed {
  const type = typeOf(node);
  return place.context.nested(
    node,
    () => {
      const inner: Place = { context: place.context, scope: scopeOf(node, called, args, place), columns: [] };
      return lowerScalar(bodyOf(node, called, inner), inner);
    },
    () => ({ sql: absent(type), type }),
  );
}

/** A function of the query that gives a table. */
export function callTabular(
  node: Node,
  called: UserFunction,
  args: readonly Node[],
  place: Place,
  /** What `invoke` gives to the first parameter. */
  first?: Relation,
): Relation {
  return place.context.nested(
    node,
    () => {
      const inner: Place = { context: place.context, scope: scopeOf(node, called, args, place, first), columns: [] };
      return lowerRelation(bodyOf(node, called, inner), inner);
    },
    () => ({ kind: 'values', columns: [], rows: [] }),
  );
}

/**
 * Binds the statements of a body in its scope, and gives its last expression. The body is that which the binder has bound for
 * this call: what a tabular parameter has for columns is known only there.
 */
function bodyOf(node: Node, { declaration }: UserFunction, inner: Place): Node {
  const body = calledBody(node) ?? part(declaration, 'Body');
  bindStatements(parts(body, 'Statements'), inner);
  return part(body, 'Expression');
}

/** The parameters bound to arguments, by position or by name, or to their defaults. */
function scopeOf(
  node: Node,
  { declaration, scope }: UserFunction,
  args: readonly Node[],
  place: Place,
  first?: Relation,
): Scope {
  const inner = new Scope(scope);
  const named = new Map(args.filter(isNamed).map((each) => [nameOf(part(each, 'Name')), part(each, 'Expression')]));
  const positional = args.filter((each) => !isNamed(each));
  const [head, ...tail] = parts(part(declaration, 'Parameters'), 'Parameters');
  if (first !== undefined && head !== undefined)
    inner.bind(nameOf(part(head, 'NameAndType')), { kind: 'relation', relation: first });
  const parameters = head === undefined || first !== undefined ? tail : [head, ...tail];
  for (const [at, parameter] of parameters.entries()) {
    const declared = part(parameter, 'NameAndType');
    const name = nameOf(declared);
    const defaults = optional(parameter, 'DefaultValue');
    const given = named.get(name) ?? positional[at] ?? (defaults === undefined ? undefined : part(defaults, 'Value'));
    if (given === undefined) place.context.refuse(node, `a call without the argument ${name}`);
    else inner.bind(name, bindingOf(given, part(declared, 'Type'), place));
  }
  return inner;
}

function isNamed(node: Node): boolean {
  return kindOf(node) === 'SimpleNamedExpression';
}

function bindingOf(given: Node, type: Node, place: Place): Binding {
  if ('columns' in resultOf(given)) return { kind: 'relation', relation: lowerRelation(given, place) };
  const declared = typeNamed(textOf(type));
  return { kind: 'scalar', value: { sql: convert(lowerScalar(given, place), declared), type: declared } };
}
