/** The form of all tags, from the schema of the Sigma specification. */
export const TAG = /^[a-z0-9_-]+\.[a-z0-9._-]+$/;

/** The 14 tactics of MITRE ATT&CK for enterprises up to version 18, as tags name them. */
const TACTICS_OF_18 = [
  'reconnaissance',
  'resource-development',
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  'defense-evasion',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'command-and-control',
  'exfiltration',
  'impact',
] as const;

/** What later versions have in place of defense-evasion. */
const TACTICS_OF_19 = ['stealth', 'defense-impairment'] as const;

/** What an `attack.` tag names, in lower case; undefined for other tags. */
export function attackValue(tag: string): string | undefined {
  const value = tag.toLowerCase().slice('attack.'.length);
  return tag.toLowerCase().startsWith('attack.') && ATTACK_ID.test(value) ? value : undefined;
}

export const TACTICS: readonly string[] = [...TACTICS_OF_18, ...TACTICS_OF_19];

/** Techniques and sub-techniques, groups, software, campaigns, data sources, mitigations, detections, tactics by id. */
export const ATTACK_ID = /^(t\d{4}(\.\d{3})?|g\d{4}|s\d{4}|c\d{4}|ds\d{4}|m\d{4}|ta\d{4})$/;

/** The forms of tags in the other namespaces that the Sigma project has set aside. */
export const FORMS: Readonly<Record<string, { readonly form: RegExp; readonly written: string }>> = {
  car: { form: /^\d{4}-\d{2}-\d{3}$/, written: 'car.2016-04-005' },
  cve: { form: /^\d{4}[.-]\d{4,}$/, written: 'cve.2021-44228' },
  d3fend: { form: /^d3f?-[a-z0-9-]+$/, written: 'd3fend.d3-pl' },
  detection: { form: /^(dfir|emerging-threats|threat-hunting)$/, written: 'detection.threat-hunting' },
  stp: { form: /^[1-5][auk]?$/, written: 'stp.1u' },
  tlp: { form: /^(red|amber|amber-strict|green|white|clear)$/, written: 'tlp.amber' },
};
