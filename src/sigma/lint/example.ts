/** Rules around the part that an example is about; everything else in them is as it should be. */

const HEAD = ['title: Something To Look For', 'id: 3f0c6a4e-5f0e-4d0b-9a52-0f6d3f2c1b7a'];
const LOGSOURCE = ['logsource:', '    category: process_creation', '    product: linux'];
const DETECTION = ['detection:', '    selection:', "        Image: '/bin/sh'", '    condition: selection'];

/** A rule with further keys at its top. */
export function withKeys(...lines: readonly string[]): string {
  return joined(...HEAD, ...lines, ...LOGSOURCE, ...DETECTION, 'level: low');
}

/** A rule with its first lines given. */
export function withHead(...lines: readonly string[]): string {
  return joined(...lines, ...LOGSOURCE, ...DETECTION, 'level: low');
}

/** A rule with this log source. */
export function withLogSource(...lines: readonly string[]): string {
  return joined(...HEAD, 'logsource:', ...lines.map((line) => `    ${line}`), ...DETECTION, 'level: low');
}

/** A rule with this detection, the condition included. */
export function withDetection(...lines: readonly string[]): string {
  return joined(...HEAD, ...LOGSOURCE, 'detection:', ...lines.map((line) => `    ${line}`), 'level: low');
}

/** A rule that has one selection with these lines. */
export function withSelection(...lines: readonly string[]): string {
  return withDetection('selection:', ...lines.map((line) => `    ${line}`), 'condition: selection');
}

/** A filter with further keys at its top. */
export function filterWithKeys(...lines: readonly string[]): string {
  const body = ['rules: any', 'selection:', '    User: root', 'condition: not selection'];
  return joined('title: Not By Root', ...lines, ...LOGSOURCE, 'filter:', ...body.map((line) => `    ${line}`));
}

/** A correlation with this body, and the two rules `first` and `second` that it may count. */
export function withCorrelation(...lines: readonly string[]): string {
  const rule = (name: string, id: string): string =>
    joined(
      '---',
      'title: Something To Count',
      `id: ${id}`,
      `name: ${name}`,
      ...LOGSOURCE,
      ...named(name),
      'level: low',
    );
  const head = [
    'title: Something To Count Up',
    'id: 6f1f9d3c-8f0e-4c1b-9a62-0d2f4f6b7c21',
    'level: high',
    'correlation:',
  ];
  return [
    joined(...head, ...lines.map((line) => `    ${line}`)),
    rule('first', '3f0c6a4e-5f0e-4d0b-9a52-0f6d3f2c1b7a'),
    rule('second', '929a690e-bef0-4204-a928-ef5e620d6fcc'),
  ].join('');
}

function named(name: string): string[] {
  return ['detection:', '    selection:', `        Image: '/bin/${name}'`, '    condition: selection'];
}

function joined(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
