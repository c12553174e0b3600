import type { Json } from '../../kql/ast.ts';
import type { Printed } from '../../kql/print/query.ts';
import type { Built, Subject } from './artefact.ts';
import { type Attack, attackOf } from './attack.ts';
import { customDetailsOf } from './custom-details.ts';
import { type EntityMapping, entitiesOf } from './entities.ts';
import { guidOf, type Names, namesOf } from './identity.ts';
import { SEVERITIES, type Severity } from './severity.ts';
import { limitedText } from './text.ts';

/** What rules and hunting queries of Sentinel have in common, in whichever form they are written. */
export interface Content extends Names {
  readonly guid: string;
  readonly severity: Severity;
  readonly attack: Attack;
  readonly printed: Printed;
  readonly entities: readonly EntityMapping[];
  readonly customDetails: Readonly<Record<string, string>>;
}

/** The content of a subject, put into a form by `into`. */
export function buildContent(subject: Subject, into: (content: Content) => Json): Built {
  const { rule, table, query } = subject;
  const { mappings, extend } = entitiesOf(table, query);
  const printed = limitedText(rule, query, extend);
  const names = namesOf(rule);
  const attack = attackOf(rule);
  const diagnostics = [...names.diagnostics, ...attack.diagnostics];
  if ('code' in printed) return { made: undefined, diagnostics: [...diagnostics, printed] };
  const document = into({
    ...names,
    guid: guidOf(rule),
    severity: SEVERITIES[rule.level],
    attack,
    printed,
    entities: mappings,
    customDetails: customDetailsOf(table, query),
  });
  return { made: { document, printed }, diagnostics };
}
