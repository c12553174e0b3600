import type { Artefact } from './artefact.ts';
import { buildContent } from './content.ts';
import { aboutRule, classified, metadataOf } from './rule-yaml.ts';
import { connectorsOf } from './sources.ts';
import { printYaml } from './yaml.ts';

/** A hunting query as Sentinel's content repository has it. */
export const huntingQuery: Artefact = {
  name: 'hunting-query',
  description: 'a hunting query of Sentinel, as YAML',
  extension: '.yaml',
  hasSchedule: false,
  isOfSentinel: true,
  build: (subject) =>
    buildContent(subject, (content) => ({
      ...aboutRule(content),
      requiredDataConnectors: connectorsOf(subject),
      ...classified(content),
      ...metadataOf(subject),
    })),
  print: printYaml,
};
