/** Programs that run all the time on any Linux machine, started by scripts: their names tell little. */
const PROGRAMS: ReadonlySet<string> = new Set(
  (
    'sh bash dash busybox env sudo cat cp cut date echo expr find getent grep egrep fgrep head tail id ls mkdir mktemp mv ' +
    'ps rm sed awk gawk mawk sleep sort stat systemctl test touch tr true uname uniq wc which xargs python3 perl cron run-parts'
  ).split(' '),
);

/** Whether a text is, or ends in, the name of such a program. */
export function isCommonProgram(text: string): boolean {
  return PROGRAMS.has(text.slice(text.lastIndexOf('/') + 1));
}
