import { report } from '../../diagnostic/diagnostic.ts';
import type { Artefact } from './artefact.ts';
import { buildContent } from './content.ts';
import { aboutRule, classified, detailsOf, metadataOf } from './rule-yaml.ts';
import { connectorsOf } from './sources.ts';
import { printYaml } from './yaml.ts';

/** A rule that runs every minute over what has just come in; so it sees no window of a correlation whole. */
export const nrtRule: Artefact = {
  name: 'nrt-rule',
  description: 'an analytics rule of Sentinel that runs every minute, as YAML',
  extension: '.yaml',
  hasSchedule: true,
  isOfSentinel: true,
  build: (subject) => {
    const { rule, timespan } = subject;
    if (timespan !== undefined) return { made: undefined, diagnostics: [report('artefact-window', rule.span, {})] };
    return buildContent(subject, (content) => ({
      ...aboutRule(content),
      severity: content.severity,
      requiredDataConnectors: connectorsOf(subject),
      ...classified(content),
      ...detailsOf(content),
      eventGroupingSettings: { aggregationKind: 'AlertPerResult' },
      ...metadataOf(subject),
      kind: 'NRT',
    }));
  },
  print: printYaml,
};
