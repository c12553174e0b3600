/** A text in which « and » stand around what a rule complains about. */
export interface Marked {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function unmarked(marked: string): Marked {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  return { text: marked.replace('«', '').replace('»', ''), start, end };
}
