import { printable } from '../../diagnostic/printable.ts';
import { cutEvidence } from '../cut.ts';

/** Markup that is safe to write: only the `html` tag makes it, and that escapes every value. */
export class Html {
  readonly markup: string;
  private constructor(markup: string) {
    this.markup = markup;
  }

  /** Puts markup together. A value is escaped unless it is `Html`; lists are joined; `undefined` and `false` are nothing. */
  static tag(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
    return new Html(String.raw({ raw: parts }, ...values.map(markupOf)));
  }

  /** Text of ours that is markup as it stands: the style sheet and the script. Never text from elsewhere. */
  static own(markup: string): Html {
    return new Html(markup);
  }
}

type Value = Html | string | number | false | undefined | readonly Html[];

/** Characters of one value: a browser can show more, a reader cannot. */
export const MAX_VALUE = 16_384;

/** The tag of every piece of markup. Attribute values stand in double quotes, always. */
export const html = Html.tag;

function markupOf(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map((one) => one.markup).join('');
  return escaped(printable(cutEvidence(String(value), MAX_VALUE)));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}
