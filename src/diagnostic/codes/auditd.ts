import { row } from './row.ts';

export const auditdCodes = {
  'auditd-not-a-record': row<{ count?: number }>(
    'warning',
    () => 'this line is not an audit record',
    'Expected `type=NAME msg=audit(SECONDS.MILLIS:SERIAL): …`, with an optional `node=` or syslog header in front.',
  ),
  'auditd-line-too-long': row<{ bytes: number; limit: number }>(
    'warning',
    ({ bytes, limit }) => `a line of ${bytes} bytes or more was skipped (limit ${limit})`,
    'The kernel never writes such lines; check whether the file is an audit log.',
  ),
  'auditd-bad-field': row<{ record: string; field: string; reason: string }>(
    'warning',
    ({ record, field, reason }) => `${record} record: field '${field}' ${reason}`,
    'The rest of the event was used. Compare the raw record at this line.',
  ),
  'auditd-incomplete-event': row<{ uid: string; missing: string }>(
    'warning',
    ({ uid, missing }) => `event ${uid} lacks ${missing}`,
    'Records were lost, cut, or arrived later than the reorder window; the event may be incomplete.',
  ),
} as const;
