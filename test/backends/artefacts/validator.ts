import { TECHNIQUES } from '../../../src/backends/artefacts/techniques.ts';

/**
 * The rules by which Sentinel's content repository judges rules and hunting queries, and by which Azure's interfaces take
 * them. Written by the rules themselves, not by our code: what they allow is listed here once more.
 */
type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TACTICS = new Set(
  `InitialAccess Execution Persistence PrivilegeEscalation DefenseEvasion CredentialAccess Discovery LateralMovement
  Collection Exfiltration CommandAndControl Impact Reconnaissance ResourceDevelopment ImpairProcessControl
  InhibitResponseFunction`.split(/\s+/),
);
/** What all mappings may hold; of the first list one must be there. */
const IDENTIFIERS: Readonly<Record<string, readonly [needed: string, others: string]>> = {
  Account: ['Name FullName Sid AadUserId PUID ObjectGuid', 'NTDomain DnsDomain UPNSuffix AadTenantId DisplayName'],
  Host: ['HostName FullName NetBiosName AzureID OMSAgentID', 'DnsDomain NTDomain OSFamily OSVersion IsDomainJoined'],
  Process: ['ProcessId CommandLine', 'ElevationToken CreationTimeUtc'],
  File: ['Name', 'Directory'],
  IP: ['Address', ''],
};
const CONNECTORS = new Set(['MicrosoftThreatProtection', 'SecurityEvents', 'Syslog']);
const COMMON = ['id', 'name', 'description', 'requiredDataConnectors', 'query', 'version'];
const OPTIONAL = ['tactics', 'relevantTechniques', 'entityMappings', 'tags', 'metadata'];
const RULE = ['severity', 'kind', 'customDetails', 'eventGroupingSettings'];
const SCHEDULE = ['queryFrequency', 'queryPeriod', 'triggerOperator', 'triggerThreshold'];

/** What is wrong with the YAML of an analytics rule (`Scheduled`, `NRT`) or a hunting query. */
export function contentProblems(value: Value, kind: 'Scheduled' | 'NRT' | 'hunting', columns: ReadonlySet<string>) {
  const problems = new Found();
  const fields = problems.fields(value, 'the document');
  const isRule = kind !== 'hunting';
  const needed = [...COMMON, ...(isRule ? ['severity', 'kind'] : []), ...(kind === 'Scheduled' ? SCHEDULE : [])];
  problems.keys(fields, needed, [...OPTIONAL, ...(isRule ? RULE : [])]);
  problems.check(GUID.test(String(fields['id'])), 'id');
  problems.text(fields, 'name', 256);
  problems.text(fields, 'description', 5000);
  problems.query(fields);
  problems.check(/^\d+\.\d+\.\d+$/.test(String(fields['version'])), 'version');
  if (isRule) {
    problems.check(fields['kind'] === kind, 'kind');
    problems.severity(fields['severity']);
    problems.grouping(fields['eventGroupingSettings']);
    problems.customDetails(fields['customDetails'], columns);
  }
  if (kind === 'Scheduled') {
    const [frequency, period] = [minutes(fields['queryFrequency']), minutes(fields['queryPeriod'])];
    problems.schedule(frequency, period, fields['triggerThreshold']);
    problems.check(['gt', 'lt', 'eq', 'ne'].includes(String(fields['triggerOperator'])), 'triggerOperator');
  }
  problems.connectors(fields['requiredDataConnectors']);
  problems.attack(fields['tactics'], fields['relevantTechniques'], /^T\d{4}(\.\d{3})?$/);
  problems.entities(fields['entityMappings'], columns);
  return problems.list;
}

const ARM_NEEDED = `displayName enabled severity query queryFrequency queryPeriod triggerOperator triggerThreshold
  suppressionEnabled suppressionDuration`.split(/\s+/);
const ARM_OPTIONAL = `description alertRuleTemplateName templateVersion tactics techniques entityMappings customDetails
  alertDetailsOverride eventGroupingSettings incidentConfiguration`.split(/\s+/);

/** What is wrong with a template of scheduled rules; text is what a deployment makes of it. */
export function armProblems(value: Value, columns: ReadonlySet<string>): readonly string[] {
  const problems = new Found();
  const template = problems.fields(value, 'the template');
  problems.keys(template, ['$schema', 'contentVersion', 'parameters', 'resources'], []);
  for (const resource of problems.array(template['resources'], 'resources')) {
    const { type, apiVersion, name, scope, kind, properties } = problems.fields(resource, 'a resource');
    problems.check(type === 'Microsoft.SecurityInsights/alertRules' && kind === 'Scheduled', 'type and kind');
    problems.check(/^\d{4}-\d\d-\d\d$/.test(String(apiVersion)), 'apiVersion');
    problems.check(GUID.test(String(name)), 'name');
    problems.check(/^\[resourceId\('Microsoft\.OperationalInsights\/workspaces', /.test(String(scope)), 'scope');
    const fields = problems.fields(deployed(properties), 'properties');
    problems.keys(fields, ARM_NEEDED, ARM_OPTIONAL);
    problems.text(fields, 'displayName', 256);
    problems.text(fields, 'description', 5000);
    problems.query(fields);
    problems.severity(fields['severity']);
    problems.schedule(
      isoMinutes(fields['queryFrequency']),
      isoMinutes(fields['queryPeriod']),
      fields['triggerThreshold'],
    );
    problems.check(
      ['GreaterThan', 'LessThan', 'Equal', 'NotEqual'].includes(String(fields['triggerOperator'])),
      'triggerOperator',
    );
    problems.check(isoMinutes(fields['suppressionDuration']) > 0, 'suppressionDuration');
    problems.check(typeof fields['enabled'] === 'boolean', 'enabled');
    problems.check(typeof fields['suppressionEnabled'] === 'boolean', 'suppressionEnabled');
    problems.attack(fields['tactics'], fields['techniques'], /^T\d{4}$/);
    problems.entities(fields['entityMappings'], columns);
    problems.customDetails(fields['customDetails'], columns);
    problems.grouping(fields['eventGroupingSettings']);
  }
  return problems.list;
}

/** What is wrong with the body of a saved search. */
export function savedSearchProblems(value: Value): readonly string[] {
  const problems = new Found();
  const { properties, ...others } = problems.fields(value, 'the body');
  problems.check(Object.keys(others).length === 0, 'only properties');
  const fields = problems.fields(properties, 'properties');
  problems.keys(
    fields,
    ['category', 'displayName', 'query'],
    ['tags', 'version', 'functionAlias', 'functionParameters'],
  );
  problems.check(fields['category'] === 'Hunting Queries', 'category');
  problems.text(fields, 'displayName', 256);
  problems.text(fields, 'query', Number.POSITIVE_INFINITY);
  for (const tag of problems.array(fields['tags'] ?? [], 'tags')) {
    const { name, value: text, ...more } = problems.fields(tag, 'a tag');
    problems.check(typeof text === 'string' && text !== '' && Object.keys(more).length === 0, 'a tag has a value');
    const items = String(text).split(',');
    if (name === 'tactics') problems.attack(items, [], /^$/);
    else if (name === 'techniques')
      problems.check(
        items.every((each) => /^T\d{4}$/.test(each)),
        'techniques',
      );
    else problems.check(name === 'description', `the tag ${name}`);
  }
  return problems.list;
}

/** What a deployment makes of text in brackets: an expression, unless there is one bracket more. */
export function deployed(value: Value): Value {
  if (typeof value === 'string') {
    if (!value.startsWith('[') || !value.endsWith(']')) return value;
    if (!value.startsWith('[[')) throw new Error(`the expression ${value} would be evaluated`);
    return value.slice(1);
  }
  if (Array.isArray(value)) return value.map(deployed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deployed(each)]));
}

function minutes(text: Value): number {
  const [, number, unit] = /^(\d+)([mhd])$/.exec(String(text)) ?? [];
  return Number(number) * ({ m: 1, h: 60, d: 1440 }[unit ?? ''] ?? Number.NaN);
}

function isoMinutes(text: Value): number {
  const [, days = 0, hours = 0, minute = 0] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(String(text)) ?? [
    Number.NaN,
  ];
  return Number(days) * 1440 + Number(hours) * 60 + Number(minute);
}

class Found {
  readonly list: string[] = [];

  check(holds: boolean, what: string): void {
    if (!holds) this.list.push(what);
  }

  fields(value: Value, what: string): Fields {
    const is = typeof value === 'object' && value !== null && !Array.isArray(value);
    this.check(is, `${what} is a map`);
    return is ? (value as Fields) : {};
  }

  array(value: Value, what: string): readonly Value[] {
    this.check(Array.isArray(value), `${what} is a list`);
    return Array.isArray(value) ? value : [];
  }

  keys(fields: Fields, needed: readonly string[], others: readonly string[]): void {
    for (const key of needed) this.check(key in fields, `${key} is there`);
    for (const key of Object.keys(fields)) this.check([...needed, ...others].includes(key), `${key} is known`);
  }

  text(fields: Fields, key: string, most: number): void {
    const value = fields[key];
    this.check(
      typeof value === 'string' && value.length > 0 && value.length <= most,
      `${key} has 1 to ${most} characters`,
    );
  }

  /** Rules may not search all tables. What stands in comments and literals searches nothing. */
  query(fields: Fields): void {
    this.text(fields, 'query', 10_000);
    const code = String(fields['query']).replace(/@"(""|[^"])*"|"(\\.|[^"\\])*"|\/\/.*/g, '');
    this.check(!/\b(search|union)\s+(\w+=\w+\s+)*\*/.test(code), 'searches all tables');
  }

  severity(value: Value): void {
    this.check(['High', 'Medium', 'Low', 'Informational'].includes(String(value)), 'severity');
  }

  grouping(value: Value): void {
    const { aggregationKind } = this.fields(value, 'eventGroupingSettings');
    this.check(['SingleAlert', 'AlertPerResult'].includes(String(aggregationKind)), 'aggregationKind');
  }

  /** In minutes: 5 minutes to 14 days, and who looks back 2 days or more may run every hour at most. */
  schedule(frequency: number, period: number, threshold: Value): void {
    this.check(frequency >= 5 && frequency <= 20_160, 'queryFrequency');
    this.check(period >= 5 && period <= 20_160 && period >= frequency, 'queryPeriod');
    this.check(period < 2880 || frequency >= 60, 'a long period with a short frequency');
    this.check(
      Number.isInteger(threshold) && Number(threshold) >= 0 && Number(threshold) <= 10_000,
      'triggerThreshold',
    );
  }

  connectors(value: Value): void {
    for (const each of this.array(value, 'requiredDataConnectors')) {
      const { connectorId, dataTypes, ...others } = this.fields(each, 'a connector');
      this.check(CONNECTORS.has(String(connectorId)) && Object.keys(others).length === 0, `connector ${connectorId}`);
      this.check(this.array(dataTypes, 'dataTypes').length > 0, 'dataTypes');
    }
  }

  /** Every tactic of a technique must be listed beside it; a technique that belongs to none is not known. */
  attack(tactics: Value = [], techniques: Value = [], form: RegExp): void {
    const given = this.array(tactics, 'tactics').map(String);
    for (const tactic of given) this.check(TACTICS.has(tactic), `tactic ${tactic}`);
    for (const technique of this.array(techniques, 'techniques').map(String)) {
      this.check(form.test(technique), `technique ${technique}`);
      const needed = Object.entries(TECHNIQUES).filter(([, list]) => list.includes(technique.slice(1, 5)));
      this.check(needed.length > 0, `${technique} is known`);
      for (const [tactic] of needed) this.check(given.includes(tactic), `${technique} needs ${tactic}`);
    }
  }

  entities(value: Value, columns: ReadonlySet<string>): void {
    if (value === undefined) return;
    const mappings = this.array(value, 'entityMappings');
    this.check(mappings.length >= 1 && mappings.length <= 5, '1 to 5 mappings');
    for (const each of mappings) {
      const { entityType, fieldMappings } = this.fields(each, 'a mapping');
      const [needed, others] = IDENTIFIERS[String(entityType)]?.map((list) => list.split(' ')) ?? [[], []];
      const fields = this.array(fieldMappings, 'fieldMappings').map((field) => this.fields(field, 'a field'));
      const names = fields.map(({ identifier }) => String(identifier));
      this.check(fields.length >= 1 && fields.length <= 3, '1 to 3 fields');
      this.check(new Set(names).size === names.length, 'an identifier twice');
      this.check(
        names.some((name) => needed?.includes(name)),
        `${entityType} can be told by ${names}`,
      );
      for (const name of names) this.check([...(needed ?? []), ...(others ?? [])].includes(name), `identifier ${name}`);
      for (const { columnName } of fields) this.check(columns.has(String(columnName)), `column ${columnName}`);
    }
  }

  customDetails(value: Value, columns: ReadonlySet<string>): void {
    const details = Object.entries(this.fields(value, 'customDetails'));
    this.check(details.length <= 20, 'at most 20 details');
    for (const [key, column] of details) {
      this.check(key.length <= 20 && /^[a-zA-Z]+\w*$/.test(key), `detail ${key}`);
      this.check(columns.has(String(column)) && /^[a-zA-Z_]+\w*$/.test(String(column)), `column ${column}`);
    }
  }
}
