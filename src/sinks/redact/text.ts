import { patterns, REDACTED } from './patterns.ts';

/** The text with every secret in it masked; masking it again changes nothing. */
export function redactText(text: string): string {
  let masked = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = masked;
    for (const { expression } of patterns) masked = masked.replace(expression, maskMatch);
    if (masked === before) break;
  }
  return masked;
}

/** A mask can show one pattern what another hid from it; it settles at once in all but forged text. */
const MAX_ROUNDS = 8;

function maskMatch(...found: readonly unknown[]): string {
  const whole = String(found[0]);
  const { quoted, single, plain } = found.at(-1) as Readonly<Record<string, string | undefined>>;
  const secret = quoted ?? single ?? plain ?? '';
  if (isNoSecret(secret, whole)) return whole;
  const quote = plain === undefined ? whole.slice(-1) : '';
  return `${whole.slice(0, whole.length - quote.length - secret.length)}${REDACTED}${quote}`;
}

/** What was masked before, the shell's own working directory, and a variable that only names the secret. */
function isNoSecret(secret: string, whole: string): boolean {
  if (secret === REDACTED || secret === '') return true;
  if (/^pwd=/i.test(whole)) return secret.startsWith('/');
  return /^\$\w+$|^\$\{\w+\}$/.test(secret);
}
