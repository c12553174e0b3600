import { createHash } from 'node:crypto';
import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { isUuid } from '../../sigma/identity.ts';
import type { About } from './artefact.ts';

/** The name space of the ids that we make; random, and never to be changed. */
const NAME_SPACE = '4b1f0a52-6c1d-4f5e-9d0a-8f3b2c7e61d4';

/** The rule's id where it is a UUID; else a UUID of version 5 that is made from it. */
export function guidOf({ id }: Pick<About, 'id'>): string {
  if (isUuid(id)) return id.toLowerCase();
  const hash = createHash('sha1')
    .update(Buffer.from(NAME_SPACE.replaceAll('-', ''), 'hex'))
    .update(id)
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** UTF-16 units. */
export const MAX_NAME = 256;
export const MAX_DESCRIPTION = 5000;

/** How an artefact is called and described. */
export interface Names {
  readonly name: string;
  readonly description: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The rule's title and description, and whose rule it is, which stays also where the text must be cut. */
export function namesOf(rule: About): Names {
  const name = cut(rule.title.trim(), MAX_NAME);
  const origin = cut(originOf(rule), MAX_DESCRIPTION / 2);
  const about = cut(aboutOf(rule), MAX_DESCRIPTION - origin.text.length - 2);
  const parts = [about.text, origin.text].filter((text) => text !== '');
  const diagnostics = [
    ...(name.isCut ? [report('artefact-cut', rule.span, { what: 'title', limit: MAX_NAME })] : []),
    ...(origin.isCut || about.isCut
      ? [report('artefact-cut', rule.span, { what: 'description', limit: MAX_DESCRIPTION })]
      : []),
  ];
  return { name: name.text, description: parts.join('\n\n'), diagnostics };
}

function aboutOf({ description, title, falsepositives }: About): string {
  const known = falsepositives.map((each) => each.trim()).filter((each) => !/^(|unknown|none|unlikely)$/i.test(each));
  const told = (description ?? '').trim();
  const paragraphs = [told === '' ? title.trim() : told];
  if (known.length > 0) paragraphs.push(`False positives: ${known.join('; ')}`);
  return paragraphs.join('\n\n');
}

/** Licences of rules ask that author and licence stay with what is made of a rule. */
function originOf({ id, author, license }: About): string {
  const by = author === undefined ? '' : ` by ${author.trim()}`;
  const under = license === undefined ? '' : `, under the licence ${license.trim()}`;
  return `Made from the Sigma rule ${id}${by}${under}.`;
}

function cut(text: string, limit: number): { text: string; isCut: boolean } {
  if (text.length <= limit) return { text, isCut: false };
  return { text: `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`, isCut: true };
}
