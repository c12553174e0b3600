import { arrayOf, objectOf } from './json.ts';

/** What follows a `%` and is no hexadecimal pair stays; bytes that are not UTF-8 become U+FFFD. */
export function urlDecoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}

/** The parts of an absolute URL, as JSON; empty where there is none. */
export function urlParts(url: string): string | null {
  const [, scheme, authority = '', path = '', query = '', fragment = ''] =
    /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? [];
  if (scheme === undefined) return null;
  const [, user = '', password = '', host = '', port = ''] =
    /^(?:([^:@]*)(?::([^@]*))?@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority) ?? [];
  const texts = { Scheme: scheme, Host: host, Port: port, Path: path, Username: user, Password: password };
  return objectOf([
    ...Object.entries(texts).map(([key, value]) => [key, JSON.stringify(value)] as const),
    ['Query Parameters', queryParameters(query)],
    ['Fragment', JSON.stringify(fragment)],
  ]);
}

/** The names and values of a query string; of a name that stands twice the last. */
export function queryParameters(query: string): string {
  const pairs = query
    .split('&')
    .filter((each) => each !== '')
    .map((each) => {
      const at = each.indexOf('=');
      return at < 0 ? ([each, ''] as const) : ([each.slice(0, at), each.slice(at + 1)] as const);
    });
  return objectOf([...new Map(pairs)].map(([key, value]) => [key, JSON.stringify(value)] as const));
}

/** The first record of a CSV text, as a list of texts. */
export function csvRecord(text: string): string {
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && field === '') isQuoted = true;
    else if (character === ',') {
      fields.push(field);
      field = '';
    } else if (character === '\n' || character === '\r') break;
    else field += character;
  }
  return arrayOf([...fields, field].map((each) => JSON.stringify(each)));
}
