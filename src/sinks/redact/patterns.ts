/** What a secret is replaced by. */
export const REDACTED = '[redacted]';

/**
 * A way in which secrets stand in command lines. A match ends with the secret (and its closing quote), which is masked;
 * the rest stays. Every expression takes linear time: what it repeats is bounded or starts only where a token does.
 */
interface Pattern {
  readonly name: string;
  readonly expression: RegExp;
}

const NAME =
  '(?:pass(?:word|wd|phrase|code)|(?<!by|com|tres|sur|under|over)pass|pwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|account[_-]?key|auth[_-]?key|encryption[_-]?key|credentials?)';
const KEY_LIKE = '(?:key|sig|signature|session(?:[_-]?id)?|cookie|auth|sas|csrf|jwt)';
/** A quoted text, or all up to what ends a word in a shell, a URL's query or a connection string. */
const VALUE = String.raw`(?:"(?<quoted>(?:[^"\\]|\\.)+)"|'(?<single>[^']+)'|(?<plain>[^\s"'&;|<>()]+))`;
const WORD_START = String.raw`(?<![\w-])`;

const pattern = (name: string, source: string, flags = 'gi'): Pattern => ({
  name,
  expression: new RegExp(source, flags),
});

/** The forms of secrets, the self-evident ones first. */
export const patterns: readonly Pattern[] = [
  pattern(
    'PEM private key',
    String.raw`-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?<plain>[\s\S]+?)(?=-----END [A-Z ]{0,30}PRIVATE KEY-----|$)`,
    'g',
  ),
  pattern('JSON Web Token', String.raw`(?<![\w-])(?<plain>eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?)`, 'g'),
  pattern('AWS access key id', '(?<![A-Z0-9])(?<plain>(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16})(?![A-Z0-9])', 'g'),
  pattern('GitHub token', String.raw`(?<!\w)(?<plain>gh[pousr]_\w{30,255}|github_pat_\w{22,255})`, 'g'),
  pattern('GitLab token', String.raw`(?<!\w)(?<plain>gl(?:pat|ptt|rt|dt|cbt|soat)-[\w-]{20,255})`, 'g'),
  pattern('Slack token', String.raw`(?<!\w)(?<plain>xox[abeoprs]-[\w-]{10,255})`, 'g'),
  pattern('Slack web hook', String.raw`hooks\.slack\.com/(?:services|workflows)/(?<plain>[\w/-]{8,255})`),
  pattern('Google API key', String.raw`(?<![\w-])(?<plain>AIza[\w-]{35})(?![\w-])`, 'g'),
  pattern('Stripe key', String.raw`(?<!\w)(?<plain>[rs]k_(?:live|test)_\w{16,255})`, 'g'),
  pattern('npm or PyPI token', String.raw`(?<!\w)(?<plain>npm_\w{36}|pypi-[\w-]{50,512})`, 'g'),
  pattern('password in a URL', String.raw`://[^\s/:@"']{0,256}:(?<plain>[^\s/"']{1,512})(?=@)`),
  pattern(
    'Authorization header',
    String.raw`authorization\s{0,4}[:=]\s{0,4}(?:(?:bearer|basic|digest|token|negotiate|ntlm|apikey|aws4-hmac-sha256)\s{1,4})?(?<plain>[^\s"']+)`,
  ),
  pattern('bearer or basic credentials', String.raw`${WORD_START}(?:bearer|basic)\s{1,4}(?<plain>[\w.~+/=-]{16,})`),
  pattern(
    'cookie header',
    String.raw`${WORD_START}(?:set-)?cookie\s{0,4}:\s{0,4}(?<plain>[^\s"';]+(?:;\s?[^\s"';]+){0,200})`,
  ),
  pattern('value of a secret name', String.raw`${NAME}["']?\s{0,4}(?:=>|:=|=|:(?!/))\s{0,4}${VALUE}`),
  pattern('flag with a secret name', String.raw`${WORD_START}--?[\w-]{0,40}?${NAME}\s{1,4}(?!-)${VALUE}`),
  pattern(
    'long value of a name like key',
    String.raw`(?<![a-z])${KEY_LIKE}["']?\s{0,4}[=:]\s{0,4}["']?(?<plain>(?=[\w+/=-]{0,64}\d)(?=[\w+/=-]{0,64}[a-z])[\w+=-][\w+/=-]{19,})(?![\w.+/=-])`,
  ),
  pattern(
    'MySQL password',
    String.raw`${WORD_START}(?:mysql|mariadb)\w{0,16}(?:-\w{1,16})?\s[^;|&]{0,512}?(?<=\s)-p(?<plain>[^\s"';|&]+)`,
  ),
  pattern('password of sshpass', String.raw`${WORD_START}sshpass\s{1,4}-p\s{0,4}${VALUE}`),
  pattern('password of redis-cli', String.raw`${WORD_START}redis-cli\s[^;|&]{0,256}?(?<=\s)-a\s{1,4}${VALUE}`),
  pattern(
    'password of ldap tools',
    String.raw`${WORD_START}ldap(?:search|modify|add|delete|passwd|whoami)\s[^;|&]{0,512}?(?<=\s)-w\s{0,4}${VALUE}`,
  ),
  pattern(
    'user of curl',
    String.raw`${WORD_START}curl\s[^;|&]{0,512}?(?<=\s)(?:-u|--user|--proxy-user)[\s=]{0,4}["']?[^\s:"']{1,256}:(?<plain>[^\s"']+)`,
  ),
  pattern(
    'password of smbclient and rpcclient',
    String.raw`${WORD_START}(?:smbclient|rpcclient)\s[^;|&]{0,512}?(?<=\s)(?:-U|--user)[\s=]{0,4}["']?[^\s%"']{1,256}%(?<plain>[^\s"']+)`,
  ),
];

/** An argument that announces the next one as a secret. */
export const SECRET_FLAG: RegExp = new RegExp(String.raw`^--?[\w-]{0,40}?${NAME}$`, 'i');

/** A flag with its secret: the argument holds it to its end, whatever it is made of. */
export const SECRET_ARGUMENT: RegExp = new RegExp(String.raw`^--?[\w-]{0,40}?${NAME}=(?<secret>[\s\S]+)$`, 'i');
