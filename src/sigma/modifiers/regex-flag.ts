import { eachValue, type Modifier } from './modifier.ts';

/** A sub-modifier of `re`, which adds a flag to each expression. */
export function regexFlag(name: string, doc: string): Modifier {
  return {
    name,
    doc,
    section: 'Regular Expression',
    accepts: ['regex'],
    after: 're',
    conflicts: [],
    onKeywords: true,
    apply: (item) =>
      eachValue(item, (value) => (value.kind === 'regex' ? [{ ...value, flags: value.flags + name }] : [])),
  };
}
