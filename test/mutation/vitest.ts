import { format } from 'node:util';
import { expect, vi } from 'vitest';

/**
 * What the tests import as `vitest` when mutants run: it lists tests instead of running them, so that one process loads
 * them once and runs the few that a mutant asks for. `expect` is vitest's own.
 */
export { expect, vi };

export interface ListedTest {
  readonly name: string;
  readonly run: () => unknown;
}

type Body = (...row: unknown[]) => unknown;
type Rows = readonly unknown[];

let listed: ListedTest[] = [];
let names: readonly string[] = [];
const afterwards: (() => unknown)[] = [];

/** The tests that were listed since the last call. */
export function takeListed(): readonly ListedTest[] {
  const taken = listed;
  listed = [];
  return taken;
}

/** Runs one test and what it registered for its end. Throws what the test throws. */
export async function runListed({ run }: ListedTest): Promise<void> {
  try {
    await run();
  } finally {
    for (const finish of afterwards.splice(0)) await finish();
  }
}

function list(name: string, body: Body, row: Rows = []): void {
  const whole = [...names, name].join(' > ');
  const count = listed.filter((one) => one.name === whole || one.name.startsWith(`${whole} #`)).length;
  listed.push({ name: count === 0 ? whole : `${whole} #${count}`, run: () => body(...row) });
}

function group(name: string, body: Body, row: Rows = []): void {
  const outer = names;
  names = [...names, name];
  body(...row);
  names = outer;
}

function each(add: typeof list) {
  return (rows: Rows) => (name: string, body: Body) => {
    for (const row of rows) add(nameOf(name, row), body, Array.isArray(row) ? row : [row]);
  };
}

function nameOf(name: string, row: unknown): string {
  const values = Array.isArray(row) ? row : [row];
  const withFields = name.replace(/\$(\w+)/g, (_, key: string) => String((row as Record<string, unknown>)[key]));
  const count = withFields.match(/%[sdjo]/g)?.length ?? 0;
  return format(withFields, ...values.slice(0, count));
}

function only(add: typeof list) {
  return (condition: unknown) => (name: string, body: Body) => (condition ? add(name, body) : undefined);
}

const nothing = () => undefined;
export const test = Object.assign(list, { each: each(list), runIf: only(list), skip: nothing });
export const describe = Object.assign(group, { each: each(group), runIf: only(group), skip: nothing });
export const it = test;

export function onTestFinished(finish: () => unknown): void {
  afterwards.push(finish);
}
