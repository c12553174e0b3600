import { textToEncode } from './bytes.ts';
import { AFFIXES, NOT_STRINGS, UTF16 } from './groups.ts';
import { type DraftValue, eachValue, type Modifier } from './modifier.ts';

/** A modifier that turns a string into bytes of UTF-16, which `base64` or `base64offset` then makes text. */
export function utf16Modifier(name: string, doc: string, encode: (text: string) => Uint8Array): Modifier {
  return {
    name,
    doc,
    section: 'Encoding',
    accepts: ['string'],
    before: AFFIXES,
    conflicts: [...NOT_STRINGS, ...UTF16.filter((other) => other !== name), 'fieldref'],
    onKeywords: true,
    apply: (item, { problems }) =>
      eachValue(item, (value, scalar): readonly DraftValue[] => {
        if (value.kind !== 'string') return [];
        const text = textToEncode(value.pattern, name, scalar, problems);
        return text === undefined ? [] : [{ kind: 'bytes', bytes: encode(text), madeBy: name }];
      }),
  };
}

/** UTF-16 with the little end first. */
export function littleEndian(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}
