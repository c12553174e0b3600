/**
 * Text of SQL. Only the functions here make it: names and texts that come from a query or a file become quoted names and
 * literals, and never SQL.
 */
export class Sql {
  readonly text: string;
  readonly #isMade = true;

  private constructor(text: string) {
    this.text = text;
  }

  /** Made by the functions of this file alone. */
  static of(text: string, made: typeof MADE): Sql {
    if (made !== MADE) throw new Error('SQL is made by sql`…` alone');
    return new Sql(text);
  }

  /** Nothing that only looks like SQL is taken for it. */
  get isMade(): boolean {
    return this.#isMade;
  }
}

const MADE: unique symbol = Symbol('made');

/** SQL as written in our code, with SQL in its places. */
export function sql(parts: TemplateStringsArray, ...inner: readonly Sql[]): Sql {
  const text = parts.map((part, at) => part + (at < inner.length ? (inner[at]?.text ?? '') : '')).join('');
  return Sql.of(text, MADE);
}

/** A name in quotes. */
export function name(text: string): Sql {
  return Sql.of(`"${text.replaceAll('"', '""')}"`, MADE);
}

/** A literal of text. A NUL ends a text in SQL, so it is put together. */
export function literal(text: string): Sql {
  const parts = text.toWellFormed().split('\0');
  const quoted = parts.map((part) => `'${part.replaceAll("'", "''")}'`);
  return Sql.of(quoted.length === 1 ? (quoted[0] ?? "''") : `(${quoted.join(' || chr(0) || ')})`, MADE);
}

/** A literal of a number; a real one in a form that SQL takes for a DOUBLE. */
export function number(value: number | bigint): Sql {
  if (typeof value === 'bigint') return Sql.of(`(${value}::BIGINT)`, MADE);
  if (Number.isNaN(value)) return sql`'nan'::DOUBLE`;
  if (!Number.isFinite(value)) return value > 0 ? sql`'inf'::DOUBLE` : sql`'-inf'::DOUBLE`;
  return Sql.of(`(${value.toExponential()}::DOUBLE)`, MADE);
}

/** A small whole number, as SQL writes one in places that want no more. */
export function count(value: number): Sql {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`not a count: ${value}`);
  return Sql.of(String(value), MADE);
}

export function joined(parts: readonly Sql[], separator: Sql): Sql {
  return Sql.of(parts.map(({ text }) => text).join(separator.text), MADE);
}

/** With commas between. */
export function list(parts: readonly Sql[]): Sql {
  return joined(parts, sql`, `);
}
