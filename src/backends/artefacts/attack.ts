import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source-text.ts';
import type { About } from './artefact.ts';
import { FORMER, TACTICS, type Tactic, TECHNIQUES } from './techniques.ts';

/** What a rule's tags say in ATT&CK's words. */
export interface Attack {
  readonly tactics: readonly Tactic[];
  /** `T1505.003`; the tactics of each are among `tactics`. */
  readonly techniques: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The tactics and techniques of the tags, and the other tactics that Sentinel asks for beside the techniques. */
export function attackOf(rule: About): Attack {
  const tactics = new Set<Tactic>();
  const techniques = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const tag of rule.tags) {
    const value = /^attack\.(.+)$/i.exec(tag)?.[1]?.toLowerCase() ?? '';
    const technique = /^t\d{4}(\.\d{3})?$/.test(value) ? knownAs(value.toUpperCase()) : undefined;
    const meant = technique === undefined ? tacticsNamed(value) : tacticsOf(technique);
    for (const tactic of meant) tactics.add(tactic);
    if (technique === undefined) continue;
    if (meant.length > 0) techniques.add(technique);
    else diagnostics.push(report('artefact-technique', spanOf(rule, tag), { technique }));
  }
  return { tactics: TACTICS.filter((tactic) => tactics.has(tactic)), techniques: [...techniques].sort(), diagnostics };
}

/** Techniques without their sub-techniques, each once. */
export function withoutSubTechniques(techniques: readonly string[]): readonly string[] {
  return [...new Set(techniques.map((technique) => technique.slice(0, 5)))];
}

/** ATT&CK 19 has divided `defense-evasion` into these. */
const DIVIDED: Readonly<Record<string, Tactic>> = { stealth: 'DefenseEvasion', defenseimpairment: 'DefenseEvasion' };

const BY_NAME: Readonly<Record<string, Tactic>> = {
  ...DIVIDED,
  ...Object.fromEntries(TACTICS.map((tactic) => [tactic.toLowerCase(), tactic])),
};

/** The tactic that a tag names; none for groups, software and other ids. */
function tacticsNamed(value: string): readonly Tactic[] {
  const name = value.replace(/[-_]/g, '');
  const tactic = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  return tactic === undefined ? [] : [tactic];
}

/** A technique under the id that the validator may know it by; a new sub-technique under that of its technique. */
function knownAs(technique: string): string {
  return FORMER[technique] ?? FORMER[technique.slice(0, 5)] ?? technique;
}

const byTechnique = new Map<string, Tactic[]>();
for (const tactic of TACTICS)
  for (const number of TECHNIQUES[tactic].split(/\s+/))
    byTechnique.set(`T${number}`, [...(byTechnique.get(`T${number}`) ?? []), tactic]);

function tacticsOf(technique: string): readonly Tactic[] {
  return byTechnique.get(technique.slice(0, 5)) ?? [];
}

/** Where a rule has a tag. */
function spanOf({ span: { source, start, end } }: About, tag: string): Span {
  const at = start + Math.max(0, source.text.slice(start, end).indexOf(tag));
  return { source, start: at, end: at + tag.length };
}
