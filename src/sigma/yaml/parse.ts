import { Composer, type CST, type Document, isScalar, Parser } from 'yaml';
import type { SourceText, Span } from '../../diagnostic/source-text.ts';
import type { Problems } from '../problems.ts';
import { convertDocument } from './convert.ts';
import { depthOf, MAX_DEPTH } from './depth.ts';
import type { YamlNode } from './node.ts';

/** One YAML document; `root` is undefined where it could not be read. */
export interface YamlDocument {
  readonly root: YamlNode | undefined;
  readonly span: Span;
}

const MAX_LENGTH = 1 << 20;
const MAX_DOCUMENTS = 1000;
const MAX_ERRORS = 20;

/** Reads all documents of a file. A file that is too large or nested too deeply counts as one unreadable document. */
export function parseYaml(source: SourceText, problems: Problems): YamlDocument[] {
  const whole = { source, start: 0, end: source.text.length };
  const first = { source, start: 0, end: 1 };
  if (source.text.length > MAX_LENGTH) {
    problems.add('yaml-too-large', first, { length: source.text.length, limit: MAX_LENGTH });
    return [{ root: undefined, span: whole }];
  }
  const tokens = [...new Parser().parse(source.text)];
  const deep = depthOf(tokens);
  if (deep !== undefined) {
    problems.add('yaml-too-deep', { source, start: deep, end: deep + 1 }, { limit: MAX_DEPTH });
    return [{ root: undefined, span: whole }];
  }
  return composeAll(source, tokens, problems);
}

function composeAll(source: SourceText, tokens: readonly CST.Token[], problems: Problems): YamlDocument[] {
  const documents: YamlDocument[] = [];
  for (const document of compose(tokens, source.text.length)) {
    const [start, end] = [document.range[0], document.range[1]];
    if (documents.length === MAX_DOCUMENTS) {
      problems.add('yaml-too-many', { source, start, end: start + 1 }, { what: 'documents', limit: MAX_DOCUMENTS });
      break;
    }
    const span = { source, start: document.contents?.range?.[0] ?? start, end };
    const failed = reportErrors(source, document, problems);
    if (failed) documents.push({ root: undefined, span });
    else if (!isEmpty(document)) documents.push({ root: convertDocument(source, document, problems), span });
  }
  return documents;
}

/** Behind a last `---`, or where there are comments only. */
function isEmpty({ contents }: Document.Parsed): boolean {
  return contents === null || (isScalar(contents) && contents.value === null && contents.source === '');
}

/** The composer recurses with the nesting of the text, which `depthOf` has bounded before. */
function* compose(tokens: readonly CST.Token[], length: number): Generator<Document.Parsed> {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    intAsBigInt: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  yield* composer.compose(tokens, false, length);
}

function reportErrors(source: SourceText, document: Document.Parsed, problems: Problems): boolean {
  const found = [...document.errors, ...document.warnings];
  for (const { pos, message } of found.slice(0, MAX_ERRORS)) {
    const start = Math.min(pos[0], source.text.length);
    problems.add('yaml-syntax', { source, start, end: Math.max(start + 1, pos[1]) }, { reason: oneLine(message) });
  }
  return found.length > 0;
}

function oneLine(message: string): string {
  const text = message.replace(/\s+/g, ' ').trim();
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
