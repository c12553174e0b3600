import type { Context, Place } from '../lower/context.ts';
import type { KqlType, Typed } from '../plan.ts';
import type { Sql } from '../sql.ts';
import type { Node } from '../syntax.ts';

/** A function or operator of KQL over values. */
export interface FunctionRow {
  /** Types that the arguments are converted to, the last one for all that follow; `any` leaves a value as it is. */
  readonly takes: readonly (KqlType | 'any')[];
  /** The type of the result; left out, it is the one that the binder gives. */
  readonly gives?: KqlType;
  /** SQL for the result. Where a string may come out null, `orEmpty`. */
  readonly sql: (args: readonly Sql[], call: Call) => Sql | undefined;
  /** Whether a string result may come out null in SQL, and is the empty string in KQL. */
  readonly orEmpty?: boolean;
  /** Whether the SQL, a macro in it, or a conversion of an argument may use an argument more than once. */
  readonly repeats?: boolean;
}

/** More about a call, for the functions that need it. */
export interface Call {
  readonly node: Node;
  readonly context: Context;
  /** Where it stands: what the row at hand has. */
  readonly place: Place;
  readonly args: readonly Typed[];
  readonly type: KqlType;
}

/** Rows by the name of the function. */
export type FunctionTable = Readonly<Record<string, FunctionRow>>;
