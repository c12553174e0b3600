import { replaceUnprintable } from '../../diagnostic/printable.ts';
import { cutEvidence } from '../cut.ts';
import type { Level } from '../describe.ts';
import { type Html, html, MAX_VALUE } from './markup.ts';

/** Text from a log: what `printable` escapes is set apart, so that `\n` in the text and a newline look different. */
export function logText(text: string): Html {
  const pieces: Html[] = [];
  const shown = cutEvidence(text, MAX_VALUE);
  let from = 0;
  replaceUnprintable(shown, (character, at) => {
    pieces.push(html`${shown.slice(from, at)}<span class="escape">${character}</span>`);
    from = at + character.length;
    return '';
  });
  return html`${pieces}${shown.slice(from)}`;
}

/** Log text as code. */
export function code(text: string): Html {
  return html`<code>${logText(text)}</code>`;
}

/** A code that stands where the log shows nothing. */
export function codeOr(text: string | null | undefined, absent: string): Html {
  return text === null || text === undefined ? html`<span class="faint">${absent}</span>` : code(text);
}

/** The level in a coloured badge. */
export function levelBadge(level: Level): Html {
  return html`<span class="level ${level}">${level}</span>`;
}

/** RFC 3339 in a `time` element. */
export function timeOf(time: string | null): Html {
  return time === null ? html`<span class="faint">none</span>` : html`<time datetime="${time}">${time}</time>`;
}

/** Terms and their descriptions; a term without descriptions is left out. */
export function terms(rows: readonly (readonly [term: string, descriptions: readonly Html[]])[]): Html {
  const shown = rows.filter(([, descriptions]) => descriptions.length > 0);
  return html`<dl>${shown.map(
    ([term, descriptions]) =>
      html`<div><dt>${term}</dt>${descriptions.map((description) => html`<dd>${description}</dd>`)}</div>`,
  )}</dl>`;
}

/** A table in a box of its own that scrolls sideways where the page is narrow. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly Html[])[]): Html {
  return html`<div class="table" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
  )}</tbody></table></div>
`;
}
