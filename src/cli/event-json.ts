import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { type Diagnostic, report } from '../diagnostic/diagnostic.ts';
import type { AsimColumns } from '../event/process-event.ts';
import { ASIM_COLUMNS } from '../event/taxonomy.ts';

/** The event in a file (`-`: standard input) that holds one as JSON, or one alert; none, with a problem, if it does not. */
export async function eventFromJson(path: string, onProblem: (problem: Diagnostic) => void): Promise<AsimColumns[]> {
  const content = await contentOf(path, onProblem);
  if (content === undefined) return [];
  try {
    const value: unknown = JSON.parse(content);
    const event = isRecord(value) && isRecord(value['event']) ? value['event'] : value;
    const reason = whyNoEvent(event);
    if (reason === undefined) return [{ AdditionalFields: {}, ...(event as object) } as unknown as AsimColumns];
    onProblem(report('explain-bad-event', { source: path }, { reason }));
  } catch (error) {
    onProblem(report('explain-bad-event', { source: path }, { reason: (error as Error).message }));
  }
  return [];
}

async function contentOf(path: string, onProblem: (problem: Diagnostic) => void): Promise<string | undefined> {
  try {
    return await text(path === '-' ? process.stdin : createReadStream(path));
  } catch (error) {
    onProblem(report('explain-unreadable', undefined, { path, reason: (error as Error).message }));
    return undefined;
  }
}

/** What keeps a JSON value from being an event that rules can be asked about. */
function whyNoEvent(value: unknown): string | undefined {
  if (!isRecord(value)) return 'it is no JSON object';
  if (typeof value['TargetProcessName'] !== 'string') return 'it has no TargetProcessName';
  for (const column of Object.keys(ASIM_COLUMNS))
    if (value[column] !== undefined && typeof value[column] !== 'string') return `its ${column} is no text`;
  const additional = value['AdditionalFields'];
  if (additional === undefined) return undefined;
  if (!isRecord(additional)) return 'its AdditionalFields is no JSON object';
  return whyNoLists(additional);
}

function whyNoLists({
  Ancestors: ancestors = [],
  Argv: argv = [],
  AuditRecords: records = [],
}: Record<string, unknown>): string | undefined {
  if (!Array.isArray(argv) || !argv.every((each) => typeof each === 'string')) return 'its Argv is no list of texts';
  if (!Array.isArray(records) || !records.every(isAuditRecord)) return 'its AuditRecords is no list of records';
  if (Array.isArray(ancestors) && ancestors.every(isAncestor)) return undefined;
  return 'its Ancestors is no list of processes';
}

function isAncestor(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return [value['name'], value['commandLine'], value['pid']].every(
    (each) => each === undefined || typeof each === 'string',
  );
}

function isAuditRecord(value: unknown): boolean {
  const isText = (each: unknown): boolean => typeof each === 'string';
  return (
    isRecord(value) && Object.values(value).every((each) => isText(each) || (Array.isArray(each) && each.every(isText)))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
