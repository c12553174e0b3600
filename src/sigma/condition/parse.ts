import type { Problems } from '../problems.ts';
import type { YamlScalar } from '../yaml/node.ts';
import { partOf } from '../yaml/part.ts';
import type { Condition, Range } from './ast.ts';
import { type ConditionToken, tokenize } from './tokens.ts';

/** The deepest nesting of parentheses and `not` that is accepted; later stages may recurse that far. */
export const MAX_NESTING = 64;

/**
 * Parses a condition: `or` binds least, then `and`, `not`, `1 of`, parentheses. An explicit stack of open parentheses
 * takes the place of recursion. Undefined, and one problem, if the text is not a condition.
 */
export function parseCondition(scalar: YamlScalar, problems: Problems): Condition | undefined {
  return new ConditionParser(scalar, problems).parse();
}

/** What is open between a `(` (or the start) and its end. */
interface Frame {
  readonly open: ConditionToken | undefined;
  readonly alternatives: Condition[];
  conjuncts: Condition[];
  nots: number;
}

class ConditionParser {
  readonly #scalar: YamlScalar;
  readonly #problems: Problems;
  readonly #tokens: readonly ConditionToken[];
  readonly #outer: Frame[] = [];
  #frame: Frame = newFrame(undefined);
  #at = 0;
  #nesting = 0;
  #failed = false;

  constructor(scalar: YamlScalar, problems: Problems) {
    this.#scalar = scalar;
    this.#problems = problems;
    this.#tokens = tokenize(scalar.text);
  }

  parse(): Condition | undefined {
    let wantsOperand = true;
    while (this.#at < this.#tokens.length && !this.#failed) {
      wantsOperand = wantsOperand ? this.#operand() : this.#operator();
    }
    if (this.#failed) return undefined;
    if (wantsOperand) this.#syntax('a search identifier, `1 of`, `all of`, `not` or `(`');
    else if (this.#frame.open !== undefined) this.#syntax('`)`');
    return this.#failed ? undefined : closed(this.#frame);
  }

  /** Takes what an operand starts with; true if an operand is still due. */
  #operand(): boolean {
    const token = this.#next();
    if (token?.kind === '(') return this.#opened(token);
    if (token?.kind !== 'word' || isOneOf(token.text, ['and', 'or', 'of']))
      return this.#unexpected('a search identifier');
    if (token.text === 'not') return this.#negated(token);
    if (this.#tokens[this.#at]?.text === 'of') return this.#quantified(token);
    this.#complete({ kind: 'identifier', name: token.text, start: token.start, end: token.end });
    return false;
  }

  #operator(): boolean {
    const token = this.#next();
    if (token?.text === 'and') return true;
    if (token?.text === 'or') {
      this.#frame.alternatives.push(joined('and', this.#frame.conjuncts));
      this.#frame.conjuncts = [];
      return true;
    }
    if (token?.kind === ')') return this.#close();
    if (token?.kind === '|') return this.#aggregation(token);
    return this.#unexpected('`and`, `or` or the end');
  }

  #opened(token: ConditionToken): boolean {
    this.#outer.push(this.#frame);
    this.#frame = newFrame(token);
    this.#deeper(token);
    return true;
  }

  #negated(token: ConditionToken): boolean {
    this.#frame.nots += 1;
    this.#deeper(token);
    return true;
  }

  #close(): boolean {
    const parent = this.#outer.pop();
    if (parent === undefined) return this.#unexpected('`and`, `or` or the end');
    const inner = closed(this.#frame);
    this.#frame = parent;
    this.#nesting -= 1;
    this.#complete(inner);
    return false;
  }

  #complete(operand: Condition): void {
    let condition = operand;
    for (; this.#frame.nots > 0; this.#frame.nots -= 1) {
      condition = { kind: 'not', of: condition };
      this.#nesting -= 1;
    }
    this.#frame.conjuncts.push(condition);
  }

  #quantified(count: ConditionToken): boolean {
    const quantifier = QUANTIFIERS.get(count.text);
    if (quantifier === undefined) return this.#fail('sigma-condition-count', count, { count: count.text });
    this.#at += 1;
    const pattern = this.#next();
    if (pattern?.kind !== 'word' || isOneOf(pattern.text, ['and', 'or', 'not', 'of']))
      return this.#unexpected('`them`, a search identifier or a pattern');
    this.#complete({ kind: 'quantified', quantifier, pattern: pattern.text, start: count.start, end: pattern.end });
    return false;
  }

  #aggregation(bar: ConditionToken): boolean {
    const end = this.#tokens.at(-1)?.end ?? bar.end;
    const found = this.#scalar.text.slice(bar.start, Math.min(end, bar.start + 60));
    return this.#fail('sigma-unsupported-aggregation', { start: bar.start, end }, { found });
  }

  #deeper(token: ConditionToken): void {
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) this.#fail('sigma-condition-too-deep', token, { limit: MAX_NESTING });
  }

  #next(): ConditionToken | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }

  /** Reports the token that was taken last. */
  #unexpected(expected: string): boolean {
    this.#at -= 1;
    return this.#syntax(expected);
  }

  #syntax(expected: string): boolean {
    const token = this.#tokens[this.#at];
    const length = this.#scalar.text.length;
    if (token === undefined)
      return this.#fail('sigma-condition-syntax', { start: length, end: length }, { found: 'the end', expected });
    const lower = token.text.toLowerCase();
    const isShouted = lower !== token.text && isOneOf(lower, ['and', 'or', 'not', 'of']);
    const hint = isShouted ? ` (operators are lower case: \`${lower}\`)` : '';
    return this.#fail('sigma-condition-syntax', token, { found: `'${token.text.slice(0, 80)}'${hint}`, expected });
  }

  #fail(...problem: Failure): false {
    const [code, range, args] = problem;
    this.#failed = true;
    // The three belong together by the type of `problem`; the compiler loses that when they are taken apart.
    this.#problems.add(code, partOf(this.#scalar, range.start, range.end), args as never);
    return false;
  }
}

type Failure =
  | ['sigma-condition-syntax', Range, { found: string; expected: string }]
  | ['sigma-condition-count', Range, { count: string }]
  | ['sigma-condition-too-deep', Range, { limit: number }]
  | ['sigma-unsupported-aggregation', Range, { found: string }];

/** `any of` is not in the specification, but widely read as `1 of`. */
const QUANTIFIERS: ReadonlyMap<string, '1' | 'all'> = new Map([
  ['1', '1'],
  ['any', '1'],
  ['all', 'all'],
]);

function newFrame(open: ConditionToken | undefined): Frame {
  return { open, alternatives: [], conjuncts: [], nots: 0 };
}

function closed(frame: Frame): Condition {
  return joined('or', [...frame.alternatives, joined('and', frame.conjuncts)]);
}

function joined(kind: 'and' | 'or', of: readonly Condition[]): Condition {
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind, of };
}

function isOneOf(text: string, words: readonly string[]): boolean {
  return words.includes(text);
}
