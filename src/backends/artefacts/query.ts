import { printQuery } from '../../kql/print/query.ts';
import type { Artefact } from './artefact.ts';

/** KQL alone. Editors take a blank line as the end of a query. */
export const query: Artefact = {
  name: 'query',
  description: 'KQL alone',
  extension: '.kql',
  hasSchedule: false,
  isOfSentinel: false,
  build: (subject) => {
    const printed = printQuery(subject.query);
    return { made: { document: printed.text, printed }, diagnostics: [] };
  },
  print: (documents) => `${documents.join('\n\n')}\n`,
};
