import { printQuery } from '../../kql/print/query.ts';
import type { Artefact } from './artefact.ts';
import { attackOf, withoutSubTechniques } from './attack.ts';
import { namesOf } from './identity.ts';
import { printJson } from './json.ts';

/** The body that Log Analytics takes for a saved search, which Sentinel shows among its hunting queries. */
export const savedSearch: Artefact = {
  name: 'saved-search',
  description: 'the body of a saved search of Log Analytics, as JSON',
  extension: '.json',
  hasSchedule: false,
  isOfSentinel: true,
  build: (subject) => {
    const printed = printQuery(subject.query);
    const { name, description, diagnostics } = namesOf(subject.rule);
    const attack = attackOf(subject.rule);
    const tags = [
      { name: 'description', value: description },
      { name: 'tactics', value: attack.tactics.join(',') },
      { name: 'techniques', value: withoutSubTechniques(attack.techniques).join(',') },
    ].filter(({ value }) => value !== '');
    const properties = { category: 'Hunting Queries', displayName: name, query: printed.text, version: 2, tags };
    return { made: { document: { properties }, printed }, diagnostics: [...diagnostics, ...attack.diagnostics] };
  },
  print: (documents) => printJson(documents.length === 1 ? (documents[0] ?? null) : documents),
};
