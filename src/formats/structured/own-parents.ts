import type { Ancestor } from '../../event/ancestor.ts';
import type { Origin } from '../../event/origin.ts';
import type { AsimColumns, ProcessEvent } from '../../event/process-event.ts';
import type { ProcessMark } from '../../event/process-marks.ts';
import { ProcessNode } from '../../event/process-node.ts';

/** What tells the processes of an event apart, as far as its line says it beside the columns. */
export interface ProcessKeys {
  /** As `normalize` writes them: of the new process, then of each ancestor. */
  readonly marks?: readonly ProcessMark[];
  /** The source's own ids of the new process and of its parent. */
  readonly process?: string | undefined;
  readonly parent?: string | undefined;
}

/** An event whose line named its own parents. The chain of processes is made when somebody asks for it: few do. */
export class EventWithParents implements ProcessEvent {
  readonly columns: AsimColumns;
  readonly time: number;
  readonly origin: Origin;
  readonly #keys: ProcessKeys;
  #process: ProcessNode | undefined;

  constructor(columns: AsimColumns, time: number, origin: Origin, keys: ProcessKeys) {
    this.columns = columns;
    this.time = time;
    this.origin = origin;
    this.#keys = keys;
  }

  get process(): ProcessNode {
    this.#process ??= processOf(this.columns, this.#keys);
    return this.#process;
  }
}

interface Link extends Ancestor {
  readonly key: string;
  readonly started: string | undefined;
}

function processOf(columns: AsimColumns, keys: ProcessKeys): ProcessNode {
  const above = keys.marks === undefined ? linksOf(columns, keys) : markedLinks(columns, keys.marks.slice(1));
  const parent = above.reduceRight<ProcessNode | undefined>((node, link) => nodeOf(link, node), undefined);
  const { TargetProcessId: pid, TargetProcessName: name, TargetProcessCreationTime, EventStartTime } = columns;
  const started = TargetProcessCreationTime ?? EventStartTime;
  const mark = keys.marks?.[0];
  return new ProcessNode({
    key: mark?.key ?? keys.process ?? `${pid}@${started}`,
    pid,
    name: name === '' ? undefined : name,
    commandLine: columns.TargetProcessCommandLine,
    started: mark?.started ?? started,
    parent,
  });
}

function nodeOf({ key, pid, name, commandLine, started, inferred, reason }: Link, parent: ProcessNode | undefined) {
  const inference = inferred === true ? reason : undefined;
  return new ProcessNode({ key, pid, name, commandLine, started, parent, inference });
}

/** The ancestors with the marks that stand beside them; a long chain is in the marks as a whole. */
function markedLinks(columns: AsimColumns, marks: readonly ProcessMark[]): Link[] {
  const ancestors = columns.AdditionalFields.Ancestors ?? [];
  return marks.map(({ key, started, node }, index) => ({ pid: '', ...(node ?? ancestors[index]), key, started }));
}

/** The ancestors, or where there are none the acting process and its parent. */
function linksOf(columns: AsimColumns, keys: ProcessKeys): Link[] {
  const { ActingProcessId, ActingProcessName, ActingProcessCommandLine, ActingProcessCreationTime } = columns;
  const { ParentProcessId, ParentProcessName, ParentProcessCommandLine, ParentProcessCreationTime } = columns;
  const acting = linkOf(
    { pid: ActingProcessId, name: ActingProcessName, commandLine: ActingProcessCommandLine },
    ActingProcessCreationTime,
    keys.parent,
  );
  const parent = linkOf(
    { pid: ParentProcessId, name: ParentProcessName, commandLine: ParentProcessCommandLine },
    ParentProcessCreationTime,
  );
  const own = [acting, parent];
  const ancestors = columns.AdditionalFields.Ancestors ?? [];
  if (ancestors.length === 0) return own.flatMap((each) => each ?? []);
  return ancestors.flatMap((each, index) => {
    const known = own[index];
    const isSame = known?.pid === each.pid && known.name === each.name;
    return isSame ? { ...each, key: known.key, started: known.started } : (linkOf(each, undefined) ?? []);
  });
}

interface LinkParts extends Omit<Ancestor, 'pid' | 'name' | 'commandLine'> {
  readonly pid: string | undefined;
  readonly name?: string | undefined;
  readonly commandLine?: string | undefined;
}

function linkOf(parts: LinkParts, started: string | undefined, key?: string): Link | undefined {
  const { pid = '', name, commandLine, ...rest } = parts;
  if (pid === '' && name === undefined && key === undefined) return undefined;
  return {
    ...rest,
    pid,
    ...(name === undefined ? {} : { name }),
    ...(commandLine === undefined ? {} : { commandLine }),
    key: key ?? (name === undefined ? `?${pid}` : `${pid}@${started ?? ''}`),
    started,
  };
}
