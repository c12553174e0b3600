import { parseAllDocuments } from 'yaml';
import type { ArtefactName, Made, Subject } from '../../../src/backends/artefacts/artefact.ts';
import { artefacts } from '../../../src/backends/artefacts/registry.ts';
import { analyse } from '../../../src/kql/analyse/analyse.ts';
import type { Json } from '../../../src/kql/ast.ts';
import { columnsGiven } from '../../../src/kql/columns.ts';
import { schemas } from '../../../src/kql/schema/registry.ts';
import { armProblems, contentProblems, savedSearchProblems } from './validator.ts';

/** What a reader of the artefact's format makes of its text. */
const READERS: Readonly<Record<ArtefactName, (text: string) => unknown>> = {
  query: (text) => text.replace(/\n$/, ''),
  'analytics-rule': readYaml,
  'nrt-rule': readYaml,
  'hunting-query': readYaml,
  'saved-search': (text) => JSON.parse(text),
  arm: (text) => JSON.parse(text),
};

/** Sentinel's own readers are of YAML 1.1, in which more is no text. */
function readYaml(text: string): unknown {
  const [read, older] = [readYamlAs(text, '1.2'), readYamlAs(text, '1.1')];
  if (JSON.stringify(read) !== JSON.stringify(older)) throw new Error('YAML 1.1 and 1.2 read it differently');
  return read;
}

function readYamlAs(text: string, version: '1.1' | '1.2'): unknown {
  const [document, ...more] = parseAllDocuments(text, { version });
  if (document === undefined || !('errors' in document) || more.length > 0) throw new Error('not one document');
  if (document.errors.length > 0) throw document.errors[0];
  return document.toJS();
}

/** The document as it is read back, and what Sentinel would find wrong with it. */
export function judge(
  as: ArtefactName,
  { document }: Made,
  subject: Subject,
): { read: unknown; wrong: readonly string[] } {
  const read = READERS[as](artefacts[as].print([document]));
  return { read, wrong: wrongIn(as, read, columnsOf(subject)) };
}

/** What must be read back: the document, in its envelope. */
export function expectedOf(as: ArtefactName, { document }: Made): Json {
  return as === 'arm' ? [document] : document;
}

function wrongIn(as: ArtefactName, read: unknown, columns: ReadonlySet<string>): readonly string[] {
  switch (as) {
    case 'query':
      return [];
    case 'analytics-rule':
      return contentProblems(read, 'Scheduled', columns);
    case 'nrt-rule':
      return contentProblems(read, 'NRT', columns);
    case 'hunting-query':
      return contentProblems(read, 'hunting', columns);
    case 'saved-search':
      return savedSearchProblems(read);
    case 'arm':
      return armProblems(read, columns);
  }
}

function columnsOf({ query, table }: Subject): ReadonlySet<string> {
  const given = columnsGiven(query, Object.keys(table.schema.columns));
  return new Set([...given, 'FileEntityName', 'FileEntityDirectory']);
}

/** What Microsoft's parser says of a query whose columns are asked for by every mapping of the rule. */
export function bindingErrors({ document, printed }: Made): readonly string[] {
  const { entityMappings = [], customDetails = {} } = document as {
    readonly entityMappings?: readonly { readonly fieldMappings: readonly { readonly columnName: string }[] }[];
    readonly customDetails?: Readonly<Record<string, string>>;
  };
  const entities = entityMappings.flatMap(({ fieldMappings }) => fieldMappings.map(({ columnName }) => columnName));
  const columns = [...new Set([...entities, ...Object.values(customDetails), 'TimeGenerated'])];
  const problems = analyse(`${printed.text}\n| project ${columns.join(', ')}`, schemas);
  return problems.filter(({ severity }) => severity !== 'suggestion').map(({ message }) => message);
}
