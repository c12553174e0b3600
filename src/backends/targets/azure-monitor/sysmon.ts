import type { Let, Literal, Scalar } from '../../../kql/ast.ts';
import { allOf, binary, call, column, text } from '../../../kql/build.ts';
import type { Asked } from '../../target.ts';
import { first, matches, project, SESSION, where } from './steps.ts';

export const SYSMON = 'SysmonEvents';

/**
 * Sysmon for Linux writes an event as XML into one line of syslog. Each `Data` element is found by its name, wherever it
 * stands, also where the line was cut in the middle of one. Text in XML has no `<` and no `>`, so nothing that a process
 * says of itself can pose as an element. Hashes and GUIDs are read only if the query asks for them.
 */
export function sysmonEvents({ columns, time }: Asked): readonly Let[] {
  const optional = Object.entries(OPTIONAL).filter(([name]) => columns.has(name));
  return [
    { kind: 'value', name: ENTITIES, of: list(CHARACTERS.map(([entity]) => entity)) },
    { kind: 'value', name: TEXTS, of: list(CHARACTERS.map(([, character]) => character)) },
    {
      kind: 'query',
      name: SYSMON,
      query: {
        comments: [],
        lets: [],
        source: { kind: 'table', name: 'Syslog' },
        operators: [
          ...time,
          where(
            allOf([
              binary(MESSAGE, 'has', text('Linux-Sysmon')),
              binary(MESSAGE, 'has', text('<EventID>1</EventID>')),
              matches(MESSAGE, '^[ \\t\\r\\n]*(?:<\\?xml[^>]*>[ \\t\\r\\n]*)?<Event[ >]'),
            ]),
          ),
          project({ ...COLUMNS, ...Object.fromEntries(optional) }),
        ],
      },
    },
  ];
}

const MESSAGE = column('SyslogMessage');
const ENTITIES = 'XmlEntities';
const TEXTS = 'XmlTexts';

/** The entities of XML, `&amp;` last, so that what it uncovers is not taken for another one. */
const CHARACTERS: readonly (readonly [string, string])[] = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
];

function list(values: readonly string[]): Literal {
  return { kind: 'dynamic', value: values };
}

/** The text of an element; a lone `-` stands for nothing. */
function textOf(name: string): Scalar {
  const value = first(`Name="${name}">([^<-][^<]*|-[^<]+)`, MESSAGE);
  return call('replace_strings', value, column(ENTITIES), column(TEXTS));
}

/** A path, in place of which other words stand for nothing. */
function imageOf(name: string): Scalar {
  return call('replace_strings', first(`Name="${name}">(/[^<]*)`, MESSAGE), column(ENTITIES), column(TEXTS));
}

function numberOf(name: string, digits = '[0-9]+'): Scalar {
  return first(`Name="${name}">(${digits})<`, MESSAGE);
}

/** The host as the event says, which a relay does not change. */
const HOST = call('coalesce', first('<Computer>([^<]+)', MESSAGE), column('Computer'));
const STARTED = call('todatetime', first('Name="UtcTime">([^<]*)', MESSAGE));

const COLUMNS: Readonly<Record<string, Scalar>> = {
  TimeGenerated: column('TimeGenerated'),
  EventStartTime: call('coalesce', STARTED, column('TimeGenerated')),
  EventVendor: text('Microsoft'),
  EventProduct: text('Sysmon for Linux'),
  EventOriginalUid: first('<EventRecordID>([0-9]+)', MESSAGE),
  Dvc: HOST,
  TargetProcessName: imageOf('Image'),
  TargetProcessCommandLine: textOf('CommandLine'),
  TargetProcessCurrentDirectory: textOf('CurrentDirectory'),
  TargetProcessId: numberOf('ProcessId'),
  TargetUsername: textOf('User'),
  // Sysmon's LogonId is the real user's id.
  TargetUserId: numberOf('LogonId'),
  TargetUserSessionId: numberOf('TerminalSessionId', SESSION),
  ActorUsername: textOf('ParentUser'),
  ActorUserId: text(''),
  ActingProcessName: imageOf('ParentImage'),
  ActingProcessCommandLine: textOf('ParentCommandLine'),
  ActingProcessId: numberOf('ParentProcessId', '[1-9][0-9]*'),
  ParentProcessId: text(''),
  ParentProcessName: text(''),
};

function guid(name: string): Scalar {
  return first(`Name="${name}">\\{?([0-9A-Fa-f-]{36})`, MESSAGE);
}

function hash(kind: string): Scalar {
  return first(`Name="Hashes">(?:[^<]*,)?${kind}=([0-9A-Fa-f]+)`, MESSAGE);
}

const OPTIONAL: Readonly<Record<string, Scalar>> = {
  TargetProcessGuid: guid('ProcessGuid'),
  ActingProcessGuid: guid('ParentProcessGuid'),
  TargetProcessMD5: hash('MD5'),
  TargetProcessSHA1: hash('SHA1'),
  TargetProcessSHA256: hash('SHA256'),
  TargetProcessIMPHASH: hash('IMPHASH'),
};
