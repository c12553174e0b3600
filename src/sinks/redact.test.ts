import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertOf, correlationOf, incidentOf, nodeOf, reportOf } from '../../test/sinks/sample.ts';
import { redactArguments } from './redact/arguments.ts';
import { REDACTED, redactAlert, redactReport, redactText } from './redact.ts';

const token = (prefix: string, length: number) => prefix + 'a1B2c3D4e5F6g7H8i9J0'.repeat(6).slice(0, length);

/** Text before and after; `•` stands for the mask. */
const masked: readonly (readonly [before: string, after: string])[] = [
  ['mysql --password=hunter2 shop', 'mysql --password=• shop'],
  ['mysql --password hunter2 shop', 'mysql --password • shop'],
  ["mysql --password='two words' shop", "mysql --password='•' shop"],
  ['mysql -u root -phunter2 shop', 'mysql -u root -p• shop'],
  ['/usr/bin/mysqldump -h db -phunter2 shop', '/usr/bin/mysqldump -h db -p• shop'],
  ['sshpass -p hunter2 ssh root@host', 'sshpass -p • ssh root@host'],
  ['sshpass -phunter2 ssh root@host', 'sshpass -p• ssh root@host'],
  ['redis-cli -h cache -a hunter2 ping', 'redis-cli -h cache -a • ping'],
  ['ldapsearch -D cn=admin -w hunter2 -b dc=x', 'ldapsearch -D cn=admin -w • -b dc=x'],
  ['curl -u admin:hunter2 https://x', 'curl -u admin:• https://x'],
  ['curl --user admin:hunter2 https://x', 'curl --user admin:• https://x'],
  ['smbclient -U admin%hunter2 //x/y', 'smbclient -U admin%• //x/y'],
  ['PGPASSWORD=hunter2 psql', 'PGPASSWORD=• psql'],
  ['env MYSQL_PWD=hunter2 mysql', 'env MYSQL_PWD=• mysql'],
  ['DB_PASS=hunter2 ./run', 'DB_PASS=• ./run'],
  ['export AWS_SECRET_ACCESS_KEY=wJalr/XUtnFEMI+K7', 'export AWS_SECRET_ACCESS_KEY=•'],
  ['tool --api-key k123 --api_key=k124', 'tool --api-key • --api_key=•'],
  ['tool --token t0k --client-secret s3c', 'tool --token • --client-secret •'],
  ['keytool -storepass changeit', 'keytool -storepass •'],
  ['openssl rsa -passin pass:hunter2 -in x', 'openssl rsa -passin pass:• -in x'],
  ['psql postgres://app:hunter2@db:5432/shop', 'psql postgres://app:•@db:5432/shop'],
  ['curl https://:hunter2@x/', 'curl https://:•@x/'],
  ['git clone https://u:p@ss@host/r', 'git clone https://u:•@host/r'],
  ['curl "https://x/?token=abc&page=2"', 'curl "https://x/?token=•&page=2"'],
  ['Server=db;Uid=sa;Pwd=hunter2;Encrypt=yes', 'Server=db;Uid=sa;Pwd=•;Encrypt=yes'],
  ['AccountName=a;AccountKey=Zm9v==;X=1', 'AccountName=a;AccountKey=•;X=1'],
  [`curl -d {"user":"a","password":"hunter2"}`, `curl -d {"user":"a","password":"•"}`],
  ["curl -H 'Authorization: Bearer abc.def' https://x", "curl -H 'Authorization: Bearer •' https://x"],
  ['curl -H Authorization: Basic dXNlcjpwYXNz https://x', 'curl -H Authorization: Basic • https://x'],
  ['curl -H X-Api-Key: abc https://x', 'curl -H X-Api-Key: • https://x'],
  ['curl -H Cookie: sid=1; theme=dark https://x', 'curl -H Cookie: • https://x'],
  ['aws configure AKIAIOSFODNN7EXAMPLE x', 'aws configure • x'],
  ['x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln y', 'x • y'],
  [token('git clone ghp_', 36), 'git clone •'],
  [token('x xoxb-', 30), 'x •'],
  ['curl https://hooks.slack.com/services/T0/B0/XYZ123', 'curl https://hooks.slack.com/services/•'],
  [token('x AIza', 35), 'x •'],
  [token('x sk_live_', 24), 'x •'],
  [token('x npm_', 36), 'x •'],
  [token('x glpat-', 20), 'x •'],
  [token('https://x/?key=', 24), 'https://x/?key=•'],
  [token('https://x/?sv=1&sig=', 40), 'https://x/?sv=1&sig=•'],
  [
    'echo -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- done',
    'echo -----BEGIN RSA PRIVATE KEY-----•-----END RSA PRIVATE KEY----- done',
  ],
  ['echo -----BEGIN PRIVATE KEY-----\nMIIE', 'echo -----BEGIN PRIVATE KEY-----•'],
];

const kept: readonly string[] = [
  'cat /etc/passwd',
  'grep -r password /var/www',
  'PWD=/var/www/html OLDPWD=/tmp env',
  'docker login --password-stdin',
  'tool --password --host db',
  'tool --token-file /run/token --bypass=yes',
  'mysql -p shop',
  'ssh-keygen -t ed25519 -f /root/.ssh/id_ed25519',
  'PASSWORD=$DB_PASSWORD ./run',
  'sha256sum e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'apt-key --keyring=/usr/share/keyrings/debian-archive-keyring-2024.gpg',
  'docker run -v /run/secret:/run/secret x',
  'curl https://example.org:8443/path?x=1',
  'key=short',
];

const mask = (text: string) => text.replaceAll('•', REDACTED);

describe('redactText', () => {
  it.each(masked)('masks %s', (before, after) => expect(redactText(before)).toBe(mask(after)));
  it.each(kept)('keeps %s', (text) => expect(redactText(text)).toBe(text));

  it('changes nothing the second time', () => {
    const pieces = [
      ...masked.map(([before]) => before),
      ...kept,
      REDACTED,
      ' ',
      '=',
      ':',
      '"',
      "'",
      '--password',
      '@',
      '-p',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })), { maxLength: 8 });
    fc.assert(
      fc.property(fc.tuple(text, fc.constantFrom('', ' ', '=')), ([parts, between]) => {
        const once = redactText(parts.join(between));
        expect(redactText(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    'a',
    '-',
    'eyJ',
    '://',
    'curl ',
    'mysql ',
    '--password ',
    'token=',
    '-----BEGIN PRIVATE KEY-----',
    'key=a1',
    '"',
    'cookie: a;',
  ])('takes little time for a text of 1 MiB made of %s', (piece) => {
    const text = piece.repeat(Math.ceil(1_048_576 / piece.length));
    const start = performance.now();
    redactText(text);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('redactArguments', () => {
  it.each([
    [
      ['mysql', '--password', 'a b;c', 'shop'],
      ['mysql', '--password', REDACTED, 'shop'],
    ],
    [
      ['mysql', '--password=a b;c&d', 'shop'],
      ['mysql', `--password=${REDACTED}`, 'shop'],
    ],
    [
      ['mysql', '-u', 'root', '-phunter2'],
      ['mysql', '-u', 'root', `-p${REDACTED}`],
    ],
    [
      ['curl', '-u', 'admin:hunter2', 'https://x'],
      ['curl', '-u', `admin:${REDACTED}`, 'https://x'],
    ],
    [
      ['sh', '-c', 'PASSWORD=x id; ls'],
      ['sh', '-c', `PASSWORD=${REDACTED} id; ls`],
    ],
    [
      ['x', '"password="', 'y"'],
      ['x', '"password="', 'y"'],
    ],
    [
      ['cat', '/etc/passwd'],
      ['cat', '/etc/passwd'],
    ],
  ])('%j', (before, after) => expect(redactArguments(before)).toEqual(after));
});

describe('redactAlert', () => {
  it('masks what a correlation has counted and is grouped by', () => {
    const time = '2026-11-25T07:36:22.504Z';
    const correlation = correlationOf('mysql -u root -phunter2 shop');
    const redacted = redactAlert(alertOf({ id: 'a', time, host: 'h', pid: '1', name: '/bin/x', correlation }));
    const { groupBy, newest, members } = redacted.correlation ?? correlation;
    expect([groupBy[0]?.value, groupBy[1]?.value]).toEqual([`mysql -u root -p${REDACTED} shop`, null]);
    expect(newest.map(({ commandLine }) => commandLine)).toEqual([`mysql -u root -p${REDACTED} shop`, null]);
    expect(members).toEqual(correlation.members);
  });

  const alert = alertOf({
    id: 'a',
    time: '2026-11-25T07:36:22.000Z',
    host: 'web-01',
    pid: '2',
    name: '/usr/bin/mysql',
    argv: ['mysql', '--password', 'hunter 22;x'],
    lineage: [{ pid: '1', name: '/bin/sh', commandLine: "sh -c mysql --password 'hunter 22;x'" }],
    matched: [
      {
        selection: 's',
        field: 'CommandLine',
        operator: 'contains',
        pattern: 'mysql',
        value: 'mysql --password hunter 22;x',
        column: 'TargetProcessCommandLine',
      },
    ],
    additional: { ArgvHex: ['6d7973716c', '2d2d70617373776f7264', '68756e74657220323b78'] },
  });

  it('masks a secret wherever the alert repeats it, and drops the exact bytes', () => {
    const result = redactAlert(alert);
    expect(JSON.stringify(result)).not.toContain('hunter');
    expect(result.event.AdditionalFields.ArgvHex).toBeUndefined();
    expect(result.process.commandLine).toBe(`mysql --password ${REDACTED}`);
    expect(result.id).toBe(alert.id);
    expect(redactAlert(result)).toEqual(result);
  });

  it('leaves an alert without secrets as it is', () => {
    const plain = alertOf({
      id: 'b',
      time: alert.time,
      host: 'h',
      pid: '3',
      name: '/usr/bin/id',
      argv: ['id'],
      additional: { ArgvHex: ['6964'] },
    });
    expect(redactAlert(plain)).toEqual(plain);
  });

  it('masks trees, roots and problems of a report', () => {
    const tree = [nodeOf('1', { commandLine: 'x', children: [nodeOf('2', { commandLine: "su -c 'hunter 22;x'" })] })];
    const problem = { severity: 'warning', code: 'c', message: 'token=abc', place: null, help: '' };
    const root = { pid: '1', commandLine: 'run --token t0k' };
    const report = redactReport(
      reportOf({ incidents: [incidentOf('i', [alert], { tree, root })], problems: [problem] }),
    );
    expect(JSON.stringify(report)).not.toMatch(/hunter|t0k|abc/);
    expect(redactReport(report)).toEqual(report);
  });
});
