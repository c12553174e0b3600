import type { ActivityFormat } from '../format.ts';
import { newHeader, readHeader } from './header.ts';
import { AuditLog } from './log.ts';

/** The Linux audit log: auditd's own files, raw or enriched, and the same records in syslog files. */
export const auditd: ActivityFormat = {
  kind: 'activities',
  name: 'auditd',
  description: 'Linux audit log (auditd raw or enriched, audispd and rsyslog lines)',
  gives: 'executions, forks and sightings; parents and ancestors from the lineage',
  tellsRecords: true,
  sniff: (sample) => {
    const header = newHeader();
    for (let start = 0, lines = 0; start < sample.length && lines < SNIFFED_LINES; lines += 1) {
      const newline = sample.indexOf(0x0a, start);
      const end = newline < 0 ? sample.length : newline;
      if (readHeader(sample, start, end, header)) return true;
      start = end + 1;
    }
    return false;
  },
  open: (options) => new AuditLog(options),
};

/** A mixed syslog file may begin with other programs' lines. */
const SNIFFED_LINES = 2000;
