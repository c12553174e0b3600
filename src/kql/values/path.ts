import { objectOf } from './json.ts';

/** The parts of a path of Windows or Unix, or of a `file:` URL, as JSON. */
export function pathParts(written: string): string {
  const [, scheme = '', path = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]+):\/\/)?(.*)$/s.exec(written) ?? [];
  const [, root = ''] = /^([A-Za-z]:)/.exec(path) ?? [];
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const directory = cut < 0 ? '' : path.slice(0, cut);
  const [file = '', ...streams] = path.slice(cut < 0 ? root.length : cut + 1).split(':');
  const dot = file.lastIndexOf('.');
  const parts = {
    Scheme: scheme,
    RootPath: root,
    DirectoryPath: directory,
    DirectoryName: directory.slice(Math.max(directory.lastIndexOf('/'), directory.lastIndexOf('\\')) + 1),
    Filename: file,
    Extension: dot < 0 ? '' : file.slice(dot + 1),
    AlternateDataStreamName: streams.join(':'),
  };
  return objectOf(Object.entries(parts).map(([key, value]) => [key, JSON.stringify(value)] as const));
}

/** A version of one to four numbers as one number, of 25 digits at most; undefined for another text. */
export function versionNumber(text: string): string | undefined {
  if (!/^\d{1,8}(?:\.\d{1,8}){0,3}$/.test(text)) return undefined;
  const numbers = text.split('.');
  return Array.from({ length: 4 }, (_, at) => (numbers[at] ?? '').padStart(8, '0')).join('');
}

/** A command line as Windows takes it apart: blanks between arguments, quotes, and backslashes before quotes. */
export function windowsArguments(line: string): string[] {
  const args: string[] = [];
  let [current, isQuoted, hasArgument] = ['', false, false];
  for (let at = 0; at < line.length; at += 1) {
    const [backslashes = ''] = /^\\*/.exec(line.slice(at, at + MAX_BACKSLASHES)) ?? [];
    const next = line[at + backslashes.length];
    if (backslashes !== '' && next === '"') {
      current += '\\'.repeat(backslashes.length >> 1);
      hasArgument = true;
      at += backslashes.length - (backslashes.length % 2 === 0 ? 1 : 0);
      if (backslashes.length % 2 === 1) current += '"';
    } else if (backslashes !== '') {
      current += backslashes;
      hasArgument = true;
      at += backslashes.length - 1;
    } else if (line[at] === '"') {
      if (isQuoted && line[at + 1] === '"') {
        current += '"';
        at += 1;
      } else isQuoted = !isQuoted;
      hasArgument = true;
    } else if (!isQuoted && /[ \t]/.test(line[at] ?? '')) {
      if (hasArgument) args.push(current);
      [current, hasArgument] = ['', false];
    } else {
      current += line[at];
      hasArgument = true;
    }
  }
  return hasArgument ? [...args, current] : args;
}

/** A run of more backslashes is looked at in pieces. */
const MAX_BACKSLASHES = 4096;
