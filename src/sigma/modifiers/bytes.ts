import type { Span } from '../../diagnostic/source-text.ts';
import type { StringPattern } from '../ir.ts';
import { literalPattern, literalText } from '../pattern.ts';
import type { Problems } from '../problems.ts';
import type { YamlScalar } from '../yaml/node.ts';
import { partOf } from '../yaml/part.ts';
import type { DraftValue } from './modifier.ts';

type Bytes = Extract<DraftValue, { kind: 'bytes' }>;

/** The text of a string value that is to be encoded; undefined, with a problem, if it has wildcards. */
export function textToEncode(
  pattern: StringPattern,
  modifier: string,
  scalar: YamlScalar,
  problems: Problems,
): string | undefined {
  const text = literalText(pattern);
  if (text === undefined) {
    problems.add('sigma-encoding', wildcardIn(scalar), { modifier, reason: 'it holds a wildcard' });
  }
  return text;
}

/** Where the first wildcard is; all of the value, if a modifier has put it there. */
function wildcardIn(scalar: YamlScalar): Span {
  const found = /^(?:\\[*?\\]|[^*?])*[*?]/.exec(scalar.text)?.[0];
  return found === undefined ? scalar.span : partOf(scalar, found.length - 1, found.length);
}

/** The pattern of the text that bytes are; undefined, with a problem, if they are none. */
export function patternOfBytes(
  { bytes, madeBy }: Bytes,
  { span }: YamlScalar,
  problems: Problems,
): StringPattern | undefined {
  try {
    return literalPattern(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    const reason = 'its bytes are no text; put base64 or base64offset behind';
    problems.add('sigma-encoding', span, { modifier: madeBy, reason });
    return undefined;
  }
}
