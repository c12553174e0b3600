import { literalPattern } from '../pattern.ts';
import type { Problems } from '../problems.ts';
import type { YamlScalar } from '../yaml/node.ts';
import { textToEncode } from './bytes.ts';
import { AFFIXES, NOT_STRINGS } from './groups.ts';
import { type DraftValue, eachValue, type Modifier } from './modifier.ts';

interface Encoding {
  /** The fewest bytes that it can encode. */
  readonly atLeast?: number;
  /** What the bytes become, in each way that they can be written. */
  readonly encode: (bytes: Buffer) => readonly string[];
}

/** A modifier that writes the bytes of a value as other text. */
export function encoding(name: string, doc: string, { atLeast = 0, encode }: Encoding): Modifier {
  return {
    name,
    doc,
    section: 'Encoding',
    accepts: ['string', 'bytes'],
    before: AFFIXES,
    conflicts: [...NOT_STRINGS, 'fieldref'],
    onKeywords: true,
    apply: (item, context) =>
      eachValue(item, (value, scalar): readonly DraftValue[] => {
        const bytes = bytesOf(value, name, scalar, context.problems);
        if (bytes === undefined || !isEnough(bytes, atLeast, name, scalar, context.problems)) return [];
        const texts = encode(bytes);
        if (texts.length > 1 && !context.allows(texts.length, name, scalar.span)) return [];
        return texts.map((text) => ({ kind: 'string', pattern: literalPattern(text) }));
      }),
  };
}

function isEnough(bytes: Buffer, atLeast: number, modifier: string, { span }: YamlScalar, problems: Problems): boolean {
  if (bytes.length >= atLeast) return true;
  const reason = `it is shorter than ${atLeast} bytes, and would be found almost anywhere`;
  problems.add('sigma-encoding', span, { modifier, reason });
  return false;
}

function bytesOf(value: DraftValue, modifier: string, scalar: YamlScalar, problems: Problems): Buffer | undefined {
  if (value.kind === 'bytes') return Buffer.from(value.bytes);
  if (value.kind !== 'string') return undefined;
  const text = textToEncode(value.pattern, modifier, scalar, problems);
  return text === undefined ? undefined : Buffer.from(text, 'utf8');
}
