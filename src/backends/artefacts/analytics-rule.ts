import type { Artefact } from './artefact.ts';
import { buildContent } from './content.ts';
import { aboutRule, classified, detailsOf, metadataOf } from './rule-yaml.ts';
import { newIn, scheduleOf, shortDuration } from './schedule.ts';
import { connectorsOf } from './sources.ts';
import { printYaml } from './yaml.ts';

/** A scheduled analytics rule as Sentinel's content repository has it. */
export const analyticsRule: Artefact = {
  name: 'analytics-rule',
  description: 'a scheduled analytics rule of Sentinel, as YAML',
  extension: '.yaml',
  hasSchedule: true,
  isOfSentinel: true,
  build: (subject) => {
    const schedule = scheduleOf(subject);
    if ('code' in schedule) return { made: undefined, diagnostics: [schedule] };
    return buildContent({ ...subject, query: newIn(subject) }, (content) => ({
      ...aboutRule(content),
      severity: content.severity,
      requiredDataConnectors: connectorsOf(subject),
      queryFrequency: shortDuration(schedule.frequency),
      queryPeriod: shortDuration(schedule.period),
      triggerOperator: 'gt',
      triggerThreshold: 0,
      ...classified(content),
      ...detailsOf(content),
      eventGroupingSettings: { aggregationKind: 'AlertPerResult' },
      ...metadataOf(subject),
      kind: 'Scheduled',
    }));
  },
  print: printYaml,
};
