import type { LogSource } from './ir.ts';
import { present, readMap, readText } from './metadata.ts';
import type { Problems } from './problems.ts';
import type { YamlMap } from './yaml/node.ts';

/** Reads `logsource`; undefined, with a problem, if it is missing or no map. */
export function readLogSource(document: YamlMap, where: string, problems: Problems): LogSource | undefined {
  const map = readMap(document, 'logsource', where, problems);
  return map === undefined ? undefined : readLogSourceOf(map, problems);
}

/** The keys of a log source in a map. */
export function readLogSourceOf(map: YamlMap, problems: Problems): LogSource {
  return present({
    category: readText(map, 'category', problems)?.toLowerCase(),
    product: readText(map, 'product', problems)?.toLowerCase(),
    service: readText(map, 'service', problems)?.toLowerCase(),
  });
}

/** Whether our events are of this log source: process creations on Linux, or the audit records that tell of them. */
export function isOurs(logsource: LogSource): boolean {
  const { category, product, service } = logsource;
  if (isAuditd(logsource)) return true;
  return category === 'process_creation' && (product === undefined || product === 'linux') && service === undefined;
}

/** Whether it is that of the Linux audit log, whose fields are those of single records. */
export function isAuditd({ category, product, service }: LogSource): boolean {
  return service === 'auditd' && (product === undefined || product === 'linux') && category === undefined;
}

/** Whether an event can be of both log sources: no key has two different values. */
export function areCompatible(one: LogSource, other: LogSource): boolean {
  return (['category', 'product', 'service'] as const).every(
    (key) => one[key] === undefined || other[key] === undefined || one[key] === other[key],
  );
}

/** `category/product/service` for messages. */
export function describeLogSource({ category, product, service }: LogSource): string {
  const parts = Object.entries({ category, product, service }).filter(([, value]) => value !== undefined);
  return parts.length === 0 ? '(empty)' : parts.map(([key, value]) => `${key}=${value}`).join(' ');
}
