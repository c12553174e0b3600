import { analyticsRule } from './analytics-rule.ts';
import { arm } from './arm.ts';
import type { Artefact, ArtefactName } from './artefact.ts';
import { huntingQuery } from './hunting-query.ts';
import { nrtRule } from './nrt-rule.ts';
import { query } from './query.ts';
import { savedSearch } from './saved-search.ts';

/** All artefacts. A new one is a file here and a line. */
export const artefacts: Readonly<Record<ArtefactName, Artefact>> = {
  query,
  'analytics-rule': analyticsRule,
  'nrt-rule': nrtRule,
  'hunting-query': huntingQuery,
  'saved-search': savedSearch,
  arm,
};
