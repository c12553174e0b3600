import type { Json } from '../../../src/kql/ast.ts';
import { findRegex } from '../regex.ts';
import { KqlError } from '../value.ts';
import { textOfJson } from './json.ts';

export function part(value: string, start: number, length: number | undefined): string {
  const characters = Array.from(value);
  const from = start < 0 ? Math.max(0, characters.length + start) : start;
  return characters.slice(from, length === undefined ? undefined : from + length).join('');
}

export function placeOf(value: string, wanted: string): number {
  const at = value.indexOf(wanted);
  return at < 0 ? at : Array.from(value.slice(0, at)).length;
}

export function trimmed(pattern: string, value: string, atStart: boolean, atEnd: boolean): string {
  const head = atStart ? (findRegex(`^(?:${pattern})+`, value)?.end ?? 0) : 0;
  const rest = value.slice(head);
  return atEnd ? rest.slice(0, findRegex(`(?:${pattern})+$`, rest)?.start ?? rest.length) : rest;
}

/** One group alone, several as a list. */
export function group(groups: readonly (string | undefined)[]): Json {
  const [first, ...rest] = groups.slice(1).map((each) => each ?? '');
  if (first === undefined) throw new KqlError('extract_all needs a group');
  return rest.length === 0 ? first : [first, ...rest];
}

/** One after the other; what was put in is not looked at again. */
export function replaceInTurn(value: string, from: readonly Json[], to: readonly Json[]): string {
  let pieces: { readonly text: string; readonly done: boolean }[] = [{ text: value, done: false }];
  for (const [at, wanted] of from.entries()) {
    const put = { text: textOfJson(to[at] ?? ''), done: true };
    pieces = pieces.flatMap((piece) => (piece.done ? [piece] : cut(piece.text, textOfJson(wanted), put)));
  }
  return pieces.map((piece) => piece.text).join('');
}

export function cut<P extends { readonly text: string; readonly done: boolean }>(value: string, at: string, put: P) {
  return value.split(at).flatMap((each, index) => {
    const piece = { text: each, done: false };
    return index === 0 ? [piece] : [put, piece];
  });
}

/** What follows a `%` and is no hexadecimal pair stays; bytes that are not UTF-8 become U+FFFD. */
export function urlDecoded(value: string): string {
  return value.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}
