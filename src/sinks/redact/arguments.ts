import { REDACTED, SECRET_ARGUMENT, SECRET_FLAG } from './patterns.ts';
import { redactText } from './text.ts';

/** A character that separates words for every pattern and is hardly ever in one. */
const BETWEEN = '\u2028';

/** Arguments with their secrets masked, also those that only the argument before gives away. */
export function redactArguments(argv: readonly string[]): readonly string[] {
  const secrets = new Set(argumentSecrets(argv));
  const masked = argv.map((argument) => maskArgument(argument, secrets));
  const together = redactText(masked.join(BETWEEN)).split(BETWEEN);
  return together.length === argv.length ? together : masked.map(redactText);
}

function maskArgument(argument: string, secrets: ReadonlySet<string>): string {
  if (secrets.has(argument)) return REDACTED;
  const secret = SECRET_ARGUMENT.exec(argument)?.groups?.['secret'];
  return secret === undefined ? argument : `${argument.slice(0, argument.length - secret.length)}${REDACTED}`;
}

/** Secrets that arguments hold as a whole: `--password=…` to its end, and what follows `--password`. */
export function argumentSecrets(argv: readonly string[]): string[] {
  return argv.flatMap((argument, at) => {
    const inside = SECRET_ARGUMENT.exec(argument)?.groups?.['secret'];
    if (inside !== undefined) return [inside];
    const next = argv[at + 1];
    return next !== undefined && SECRET_FLAG.test(argument) && !next.startsWith('-') ? [next] : [];
  });
}
