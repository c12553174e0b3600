import { portableRegex } from '../../../src/backends/lower/portable-regex.ts';
import type { Form } from './syntax.ts';

/** A difference between the reference conversion and ours, that is named and judged. */
export interface Difference {
  readonly name: string;
  readonly right: 'both' | 'ours';
  readonly why: string;
  /** The reference's predicate as it would be without this difference. */
  readonly undo: (form: Form, isUnderNot: boolean) => Form;
}

export const differences: readonly Difference[] = [
  {
    name: 'parent process under not',
    right: 'ours',
    why: 'under a not, the grandparent hides what the rule says of the parent',
    undo: (form, isUnderNot) =>
      isUnderNot && isChain(form, 'or') ? ['or', ...operandsOf(form).filter((part) => !asksParentProcess(part))] : form,
  },
  {
    name: 'isnull of a string',
    right: 'ours',
    why: 'a string is never null, so isnull() is never true',
    undo: (form) =>
      form[0] === 'isnull' && !/Port|Id$/.test(columnOf(form)) ? ['isempty', ...operandsOf(form)] : form,
  },
  {
    name: 'whole hash',
    right: 'both',
    why: 'a hash of full length equals where it starts',
    undo: (form) =>
      form[0] === 'startswith' && /MD5|SHA1|SHA256|IMPHASH/.test(columnOf(form)) ? ['=~', ...operandsOf(form)] : form,
  },
  {
    name: 'ASCII classes in a regex',
    right: 'ours',
    why: "Kusto's classes know Unicode, Sigma's expressions are those of RE2",
    undo: (form) => (form[0] === 'matches regex' ? ['matches regex', ...operandsOf(form).map(portable)] : form),
  },
  {
    name: 'number in a text column',
    right: 'ours',
    why: 'the column is text, and Kusto compares no text with a number; user ids are where the parser puts them',
    undo: (form) => (form[0] === '==' && /^TargetUserSessionId$/.test(columnOf(form)) ? 'user id' : form),
  },
  {
    name: 'path of a file',
    right: 'ours',
    why: 'TargetFileName has no folder',
    undo: (form) => (form === 'TargetFileName' ? 'TargetFilePath' : form),
  },
  {
    name: 'user with domain',
    right: 'ours',
    why: 'the domain is in another column than the one that the reference asks for a piece of it',
    undo: (form) =>
      /^(AccountName|InitiatingProcessAccountName|SubjectUserName)$/.test(columnOf(form)) ? 'user with domain' : form,
  },
  {
    name: 'host of a URL',
    right: 'ours',
    why: 'RemoteUrl holds whole URLs too, of which the reference asks the text',
    undo: (form) => (form === 'RemoteUrl' ? 'host of a URL' : form),
  },
];

/** What our predicates say in the same words. */
export const ownWords: readonly ((form: Form) => Form)[] = [
  (form) =>
    isChain(form, 'or') && /^\["or",\["==",\["coalesce","TargetUserId"/.test(JSON.stringify(form)) ? 'user id' : form,
  (form) => (ACCOUNT.test(JSON.stringify(form)) ? 'user with domain' : form),
  (form) => (isChain(form, 'iff') && JSON.stringify(form).includes('parse_url') ? 'host of a URL' : form),
  (form) => (JSON.stringify(form) === '["==","EventID","4688"]' ? ['and'] : form),
];

const ACCOUNT =
  /^\["(=~|contains|endswith|startswith)",(\["iff",\["isempty","(InitiatingProcess)?AccountDomain"|\["iff",\["in","TargetUserName")/;

function asksParentProcess(form: Form): boolean {
  if (isChain(form, 'and') || isChain(form, 'or')) return operandsOf(form).every(asksParentProcess);
  return /^ParentProcess(Name|Id|Guid)$/.test(columnOf(form));
}

/** Applies a change to every part, from the inside out. */
export function rewrite(form: Form, change: (part: Form, isUnderNot: boolean) => Form, isUnderNot = false): Form {
  if (typeof form === 'string') return change(form, isUnderNot);
  const [head, ...rest] = form;
  const inner = head === 'not' ? true : isUnderNot;
  return change([head, ...rest.map((part) => rewrite(part as Form, change, inner))], isUnderNot);
}

/** The same predicate, with the operands of `and`, `or` and lists in one order, and each once. */
export function canonical(form: Form): Form {
  if (typeof form === 'string') return form;
  const [head, ...rest] = form;
  const parts = rest.map((part) => canonical(part as Form));
  const equal = LISTS[head];
  if (equal !== undefined)
    return canonical(['or', ...parts.slice(1).map((each): Form => [equal, parts[0] ?? '', each])]);
  if (head !== 'and' && head !== 'or') return [head, ...parts];
  const flat = parts.flatMap((part) => (isChain(part, head) ? (part.slice(1) as Form[]) : [part]));
  const distinct = [...new Map(flat.map((part) => [JSON.stringify(part), part])).values()].toSorted(byText);
  const [only, ...others] = distinct;
  return only !== undefined && others.length === 0 ? only : [head, ...distinct];
}

/** A list says what as many comparisons say. */
const LISTS: Readonly<Record<string, string>> = { 'in~': '=~', in: '==' };

function byText(one: Form, other: Form): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function isChain(form: Form, kind: string): form is readonly [string, ...Form[]] {
  return Array.isArray(form) && form[0] === kind;
}

function operandsOf(form: Form): readonly Form[] {
  return typeof form === 'string' ? [] : (form.slice(1) as Form[]);
}

/** The column that a simple predicate asks. */
function columnOf(form: Form): string {
  const [first] = operandsOf(form);
  return typeof first === 'string' ? first : '';
}

function portable(literal: Form): Form {
  return typeof literal === 'string' && literal.startsWith('"')
    ? JSON.stringify(portableRegex(JSON.parse(literal) as string).source)
    : literal;
}
