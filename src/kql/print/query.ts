import type { Let, Named, Operator, Query, Source } from '../ast.ts';
import { printLiteral } from './literal.ts';
import { printName } from './name.ts';
import { writeCondition, writeScalar } from './scalar.ts';
import { type Layout, type Mark, Writer } from './writer.ts';

/** A query as text, and which parts of a source made which parts of it. */
export interface Printed {
  readonly text: string;
  readonly marks: readonly Mark[];
}

class PrintedQuery implements Printed {
  readonly text: string;
  readonly #query: Query;
  readonly #layout: Layout;

  constructor(query: Query, layout: Layout) {
    this.text = written(query, new Writer(layout, false)).text();
    this.#query = query;
    this.#layout = layout;
  }

  /** Found by printing once more: few who print ask for them. */
  get marks(): readonly Mark[] {
    return written(this.#query, new Writer(this.#layout, true)).marks;
  }
}

/** Prints a query, one operator and one predicate a line. */
export function printQuery(query: Query, layout: Layout = 'readable'): Printed {
  return new PrintedQuery(query, layout);
}

function written(query: Query, out: Writer): Writer {
  writeQuery(query, 0, out);
  return out;
}

function writeQuery(query: Query, indent: number, out: Writer): void {
  for (const comment of query.comments) writeComment(comment, indent, out);
  for (const each of query.lets) writeLet(each, indent, out);
  writeSource(query.source, indent, out);
  for (const operator of query.operators) writeOperator(operator, indent, out);
}

/** A comment ends where its line ends, so what a rule says about itself is kept on one line. */
function writeComment(comment: string, indent: number, out: Writer): void {
  out.write(`// ${onOneLine(comment)}`);
  out.line(indent);
}

function onOneLine(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.trim();
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

function writeLet(each: Let, indent: number, out: Writer): void {
  out.write(`let ${printName(each.name)} = `);
  if (each.kind === 'value') writeScalar(each.of, indent, out);
  else writeNested(each.query, indent, out, each.materialized === true ? 'materialize(' : '(');
  out.write(';');
  out.line(indent);
}

function writeNested(query: Query, indent: number, out: Writer, open = '('): void {
  out.write(open);
  out.line(indent + 4);
  writeQuery(query, indent + 4, out);
  out.line(indent);
  out.write(')');
}

function writeSource(source: Source, indent: number, out: Writer): void {
  out.write(printName(source.name));
  if (source.kind === 'table') return;
  out.write('(');
  writeNamed(source.parameters, '=', indent, out);
  out.write(')');
}

function writeNamed(columns: readonly Named[], equals: string, indent: number, out: Writer): void {
  for (const [at, { name, of }] of columns.entries()) {
    if (at > 0) out.write(', ');
    if (of.kind !== 'column' || of.name !== name) out.write(`${printName(name)}${equals}`);
    writeScalar(of, indent, out);
  }
}

function writeOperator(operator: Operator, indent: number, out: Writer): void {
  if (operator.kind === 'where' && operator.comment !== undefined) {
    out.line(indent);
    out.write(`// ${onOneLine(operator.comment)}`);
  }
  out.line(indent);
  out.write('| ');
  writeBody(operator, indent, out);
}

function writeBody(operator: Operator, indent: number, out: Writer): void {
  switch (operator.kind) {
    case 'where':
      out.write('where ');
      writeCondition(operator.predicate, indent + 4, out);
      return;
    case 'extend':
    case 'project':
      writeColumns(operator.kind, operator.columns, indent, out);
      return;
    case 'project-away':
      out.write(`project-away ${operator.names.map(printName).join(', ')}`);
      return;
    case 'summarize':
      writeSummarize(operator, indent, out);
      return;
    case 'sort':
      out.write('sort by ');
      for (const [at, { of, order }] of operator.by.entries()) {
        if (at > 0) out.write(', ');
        writeScalar(of, indent, out);
        out.write(` ${order}`);
      }
      return;
    case 'serialize':
      out.write('serialize');
      return;
    case 'mv-apply':
      writeMvApply(operator, indent, out);
      return;
    case 'mv-expand':
      out.write(`mv-expand ${printName(operator.item)} = `);
      writeScalar(operator.of, indent, out);
      out.write(` to typeof(${operator.type})`);
      return;
    case 'join':
      out.write(`join kind=${operator.flavor} `);
      writeNested(operator.right, indent, out);
      out.write(` on ${operator.on.map(printName).join(', ')}`);
      return;
    case 'union':
      out.write('union ');
      for (const [at, query] of operator.of.entries()) {
        if (at > 0) out.write(', ');
        writeNested(query, indent, out);
      }
      return;
    case 'scan':
      writeScan(operator, indent, out);
  }
}

function writeScan({ declare, step, columns }: Operator & { kind: 'scan' }, indent: number, out: Writer): void {
  const declared = declare.map(({ name, type, initial }) => `${printName(name)}: ${type} = ${printLiteral(initial)}`);
  out.write(`scan declare (${declared.join(', ')}) with (`);
  out.line(indent + 4);
  out.write(`step ${printName(step)}: true =>`);
  writeLines(columns, indent + 4, out);
  out.write(';');
  out.line(indent);
  out.write(')');
}

/** Columns under their own names on one line, others each on a line of its own. */
function writeColumns(operator: string, columns: readonly Named[], indent: number, out: Writer): void {
  const isPlain = columns.length === 1 || columns.every(({ of }) => of.kind === 'column');
  out.write(isPlain ? `${operator} ` : operator);
  if (isPlain) writeNamed(columns, ' = ', indent, out);
  else writeLines(columns, indent, out);
}

function writeLines(columns: readonly Named[], indent: number, out: Writer): void {
  for (const [at, column] of columns.entries()) {
    if (at > 0) out.write(',');
    out.line(indent + 4);
    writeNamed([column], ' = ', indent + 4, out);
  }
}

function writeSummarize(operator: Operator & { kind: 'summarize' }, indent: number, out: Writer): void {
  out.write('summarize');
  writeLines(operator.columns, indent, out);
  if (operator.by.length === 0) return;
  out.line(indent + 4);
  out.write('by ');
  writeNamed(operator.by, ' = ', indent + 4, out);
}

function writeMvApply(operator: Operator & { kind: 'mv-apply' }, indent: number, out: Writer): void {
  out.write(`mv-apply with_itemindex=${printName(operator.index)} ${printName(operator.item)} = `);
  writeScalar(operator.of, indent, out);
  out.write(' on (');
  const [first, ...rest] = operator.on;
  if (first !== undefined) {
    out.line(indent + 4);
    writeBody(first, indent + 4, out);
  }
  for (const each of rest) writeOperator(each, indent + 4, out);
  out.line(indent);
  out.write(')');
}
