import type { Scalar } from '../ast.ts';
import { printLiteral } from './literal.ts';
import { printName } from './name.ts';
import type { Writer } from './writer.ts';

const STEP = 4;

/** Writes an expression that stands alone: each predicate of a condition on a line of its own. */
export function writeCondition(expression: Scalar, indent: number, out: Writer): void {
  if (expression.kind === 'from') out.from(expression.origin, () => writeCondition(expression.of, indent, out));
  else if (isGroup(expression)) writeJoined(expression, indent, out);
  else writeScalar(expression, indent, out);
}

/** Writes an expression as an operand: conditions in parentheses. */
export function writeScalar(expression: Scalar, indent: number, out: Writer): void {
  switch (expression.kind) {
    case 'from':
      if (out.isMarking) out.from(expression.origin, () => writeScalar(expression.of, indent, out));
      else writeScalar(expression.of, indent, out);
      return;
    case 'column':
      out.write(printName(expression.name));
      return;
    case 'member':
      writeScalar(expression.of, indent, out);
      out.write(/^[A-Za-z_]\w*$/.test(expression.name) ? `.${expression.name}` : printName(expression.name));
      return;
    case 'element':
      writeScalar(expression.of, indent, out);
      out.write('[');
      writeScalar(expression.at, indent, out);
      out.write(']');
      return;
    case 'call':
      out.write(`${expression.name}(`);
      writeList(expression.of, indent, out);
      out.write(')');
      return;
    case 'binary':
      writeOperand(expression.left, indent, out);
      out.write(` ${expression.operator} `);
      writeOperand(expression.right, indent, out);
      return;
    case 'among':
      writeOperand(expression.value, indent, out);
      out.write(` ${expression.operator} (`);
      writeList(expression.list, indent, out);
      out.write(')');
      return;
    case 'and':
    case 'or':
      writeBlock('(', expression, indent, out);
      return;
    case 'not':
      writeBlock('not(', expression.of, indent, out);
      return;
    default:
      out.write(printLiteral(expression));
  }
}

/** Operands that are operations themselves are put in parentheses; nobody has to know which operator binds closer. */
function writeOperand(expression: Scalar, indent: number, out: Writer): void {
  const isOperation = expression.kind === 'binary' || expression.kind === 'among';
  if (isOperation) out.write('(');
  writeScalar(expression, indent, out);
  if (isOperation) out.write(')');
}

function writeList(list: readonly Scalar[], indent: number, out: Writer): void {
  for (const [at, each] of list.entries()) {
    if (at > 0) out.write(', ');
    writeScalar(each, indent, out);
  }
}

function writeBlock(open: string, expression: Scalar, indent: number, out: Writer): void {
  if (expression.kind === 'from') {
    out.from(expression.origin, () => writeBlock(open, expression.of, indent, out));
    return;
  }
  out.write(open);
  if (isGroup(expression)) {
    out.line(indent + STEP);
    writeJoined(expression, indent + STEP, out);
    out.line(indent);
  } else writeScalar(expression, indent, out);
  out.write(')');
}

type Group = Scalar & { readonly kind: 'and' | 'or' };

function isGroup(expression: Scalar): expression is Group {
  return expression.kind === 'and' || expression.kind === 'or';
}

function writeJoined(group: Group, indent: number, out: Writer): void {
  const joiner = group.kind === 'and' ? 'and ' : 'or ';
  let isFirst = true;
  for (const part of balanced(group)) {
    if (!isFirst) {
      out.line(indent);
      out.write(joiner);
    }
    isFirst = false;
    writeScalar(part, indent, out);
  }
}

/** A flat chain longer than this is a danger to the parser: it recurses for each operand. */
const MAX_CHAIN = 100;

/** The operands; of a long chain, groups of operands that are about equally long. */
function balanced({ kind, of }: Group): readonly Scalar[] {
  if (of.length <= MAX_CHAIN) return of;
  const size = Math.ceil(of.length / Math.min(MAX_CHAIN, Math.ceil(of.length / MAX_CHAIN)));
  const groups: Scalar[] = [];
  for (let at = 0; at < of.length; at += size) groups.push({ kind, of: of.slice(at, at + size) });
  return groups;
}
