import type { Json } from '../../kql/ast.ts';
import type { Subject } from './artefact.ts';
import type { Content } from './content.ts';
import { schemaTags } from './sources.ts';

/** A part of a document; its keys stand in this order. */
type Part = { readonly [key: string]: Json };

/** The version of what we make; the repository wants it raised when a published rule changes. */
export const VERSION = '1.0.0';

export function aboutRule({ guid, name, description }: Content): Part {
  return { id: guid, name, description };
}

/** Keys whose list would be empty are left out: the validator takes no empty one. */
export function classified({ attack, printed, entities }: Content): Part {
  return {
    ...unlessEmpty('tactics', attack.tactics),
    ...unlessEmpty('relevantTechniques', attack.techniques),
    query: printed.text,
    ...unlessEmpty('entityMappings', entities),
  };
}

export function detailsOf({ customDetails }: Content): Part {
  return Object.keys(customDetails).length === 0 ? {} : { customDetails };
}

/** Whose rule it is, and which ASIM schema it asks. */
export function metadataOf(subject: Subject): Part {
  const { author } = subject.rule;
  const metadata = {
    source: { kind: 'Community' },
    author: { name: author ?? '' },
    support: { tier: 'Community' },
    categories: { domains: ['Security - Threat Protection'] },
  };
  return {
    ...unlessEmpty('tags', schemaTags(subject)),
    version: VERSION,
    ...(author === undefined ? {} : { metadata }),
  };
}

function unlessEmpty(key: string, list: readonly Json[]): Part {
  return list.length === 0 ? {} : { [key]: list };
}
