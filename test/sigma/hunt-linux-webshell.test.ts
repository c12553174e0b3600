import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostic/source-text.ts';
import type { AsimColumns } from '../../src/event/process-event.ts';
import { applicableFilters, checkFilters } from '../../src/exclusions/applicable.ts';
import { excludedBy, prepareFilter } from '../../src/exclusions/exclude.ts';
import { mapRule } from '../../src/match/mapping.ts';
import { matchRule } from '../../src/match/match.ts';
import { prepareRule } from '../../src/match/prepare.ts';
import { isUuid } from '../../src/sigma/identity.ts';
import { loadSigma } from '../../src/sigma/load.ts';

const HUNT = fileURLToPath(new URL('../../hunts/linux-webshell/', import.meta.url));
const sources = globSync(`${HUNT}{rules,exclusions}/*.yml`)
  .sort()
  .map((path) => new SourceText(path.slice(HUNT.length), readFileSync(path, 'utf8')));
const { rules, filters, diagnostics } = loadSigma(sources);
const reference = rules.find(({ id }) => id === '818f7b24-0fba-4c49-a073-8b755573b9c7');
const prepared = filters.flatMap((filter) => prepareFilter(filter, 'asim').prepared ?? []);

const eventOf = (columns: Partial<AsimColumns>) => ({ columns: { ...columns, AdditionalFields: {} } as AsimColumns });
const filterOf = (columns: Partial<AsimColumns>): string | undefined => excludedBy(prepared, eventOf(columns))?.path;

describe('the hunt linux-webshell', () => {
  test('loads without a problem', () => {
    expect([...diagnostics, ...checkFilters(filters, rules)]).toEqual([]);
    expect(reference).toMatchObject({ level: 'high', tags: ['attack.persistence', 'attack.t1505.003'] });
    expect(filters).toHaveLength(4);
    expect(prepared).toHaveLength(4);
    expect(new Set(filters.map(({ id }) => id)).size).toBe(4);
    expect(filters.every(({ id }) => isUuid(id))).toBe(true);
    expect(reference === undefined ? [] : applicableFilters(reference, filters)).toHaveLength(4);
  });

  test('matches a command of a web server', () => {
    const mapped = reference === undefined ? undefined : mapRule(reference, 'asim').mapped;
    const rule = mapped === undefined ? undefined : prepareRule(mapped);
    const matches = (columns: Partial<AsimColumns>) => rule !== undefined && matchRule(rule, eventOf(columns)) !== null;
    const tomcat = '/usr/lib/jvm/bin/java -Dcatalina.base=/opt/tomcat9';
    expect(matches({ TargetProcessName: '/usr/bin/whoami', ActingProcessName: '/usr/sbin/apache2' })).toBe(true);
    expect(matches({ TargetProcessName: '/usr/bin/whoami', ParentProcessName: '/usr/sbin/nginx' })).toBe(true);
    expect(matches({ TargetProcessName: '/usr/bin/cat', ActingProcessCommandLine: tomcat })).toBe(true);
    expect(matches({ TargetProcessName: '/usr/bin/id', ActingProcessName: '/usr/sbin/apache2' })).toBe(false);
    expect(matches({ TargetProcessName: '/usr/bin/whoami', ActingProcessName: '/usr/sbin/cron' })).toBe(false);
  });

  test.each<[string, Partial<AsimColumns>, string | undefined]>([
    [
      'cron rotates logs',
      { ActingProcessName: '/usr/sbin/cron', TargetProcessCommandLine: '/bin/sh -c logrotate /etc/x' },
      'exclusions/mf_cron_logrotate.yml',
    ],
    [
      'cron by its bare name',
      { ActingProcessName: 'cron', TargetProcessCommandLine: 'logrotate' },
      'exclusions/mf_cron_logrotate.yml',
    ],
    ['cron does something else', { ActingProcessName: '/usr/sbin/cron', TargetProcessCommandLine: 'id' }, undefined],
    [
      'logrotate by another',
      { ActingProcessName: '/usr/sbin/anacron', TargetProcessCommandLine: 'logrotate' },
      undefined,
    ],
    [
      'cron above a shell',
      { ActingProcessName: '/bin/sh', ParentProcessName: '/usr/sbin/cron', TargetProcessCommandLine: 'logrotate' },
      undefined,
    ],
    ['nagios', { TargetProcessName: '/usr/sbin/nagios' }, 'exclusions/mf_monitoring_agents.yml'],
    ['zabbix', { TargetProcessName: 'zabbix_agentd' }, 'exclusions/mf_monitoring_agents.yml'],
    ['a name that ends like it', { TargetProcessName: '/tmp/notnagios' }, undefined],
    [
      'root backs up',
      { TargetUsername: 'root', TargetProcessCommandLine: 'sh /opt/backup.sh -v' },
      'exclusions/mf_admin_backup.yml',
    ],
    [
      'admin backs up',
      { TargetUsername: 'admin', TargetProcessCommandLine: 'backup.sh' },
      'exclusions/mf_admin_backup.yml',
    ],
    ['www-data backs up', { TargetUsername: 'www-data', TargetProcessCommandLine: 'backup.sh' }, undefined],
    ['systemd', { ActingProcessName: '/usr/lib/systemd/systemd' }, 'exclusions/mf_systemd_restart.yml'],
    [
      'systemd above',
      { ActingProcessName: '/usr/sbin/apache2', ParentProcessName: '/usr/lib/systemd/systemd' },
      undefined,
    ],
    ['a helper of systemd', { ActingProcessName: '/usr/lib/systemd/systemd-logind' }, undefined],
    ['nothing known', {}, undefined],
  ])('exclusion: %s', (_, columns, expected) => expect(filterOf(columns)).toBe(expected));
});
