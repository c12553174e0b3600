/**
 * Whether styles may be written to a stream: to a terminal, unless NO_COLOR says no or the terminal knows none; and
 * wherever FORCE_COLOR asks for them. These variables mean the same in other programs.
 */
export function wantsColor(
  stream: { readonly isTTY?: boolean },
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb') return false;
  return stream.isTTY === true;
}
