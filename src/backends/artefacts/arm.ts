import type { Json } from '../../kql/ast.ts';
import type { Artefact } from './artefact.ts';
import { withoutSubTechniques } from './attack.ts';
import { buildContent, type Content } from './content.ts';
import { printJson } from './json.ts';
import { isoDuration, newIn, type Schedule, scheduleOf } from './schedule.ts';

/** The newest version without `preview` that was read; it knows no rules that run every minute. */
const API_VERSION = '2025-09-01';

/** A template that deploys scheduled analytics rules into a workspace. */
export const arm: Artefact = {
  name: 'arm',
  description: 'an ARM template that deploys scheduled analytics rules, as JSON',
  extension: '.json',
  hasSchedule: true,
  isOfSentinel: true,
  build: (subject) => {
    const schedule = scheduleOf(subject);
    if ('code' in schedule) return { made: undefined, diagnostics: [schedule] };
    return buildContent({ ...subject, query: newIn(subject) }, (content) => ({
      type: 'Microsoft.SecurityInsights/alertRules',
      apiVersion: API_VERSION,
      name: content.guid,
      scope: "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('workspaceName'))]",
      kind: 'Scheduled',
      properties: literal(propertiesOf(content, schedule)),
    }));
  },
  print: (resources) =>
    printJson({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      parameters: {
        workspaceName: {
          type: 'string',
          metadata: { description: 'The Log Analytics workspace with Microsoft Sentinel, in this resource group' },
        },
      },
      resources,
    }),
};

function propertiesOf(content: Content, { frequency, period }: Schedule): Json {
  return {
    displayName: content.name,
    description: content.description,
    severity: content.severity,
    enabled: true,
    query: content.printed.text,
    queryFrequency: isoDuration(frequency),
    queryPeriod: isoDuration(period),
    triggerOperator: 'GreaterThan',
    triggerThreshold: 0,
    suppressionEnabled: false,
    suppressionDuration: 'PT1H',
    tactics: content.attack.tactics,
    techniques: withoutSubTechniques(content.attack.techniques),
    entityMappings: content.entities,
    customDetails: content.customDetails,
    eventGroupingSettings: { aggregationKind: 'AlertPerResult' },
    incidentConfiguration: { createIncident: true },
  };
}

/** Text in brackets is an expression of the template, unless one bracket more says that it is not. */
function literal(value: Json): Json {
  if (typeof value === 'string') return value.startsWith('[') && value.endsWith(']') ? `[${value}` : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(literal);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, literal(each)]));
}
