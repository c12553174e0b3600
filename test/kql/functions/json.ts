import type { Json } from '../../../src/kql/ast.ts';
import { dynamic, KqlError, textOf, type Value } from '../value.ts';
import { given, text } from './arguments.ts';

export function jsonOf(value: Value): Json {
  if (value.type === 'dynamic') return value.value;
  try {
    return JSON.parse(textOf(value)) as Json;
  } catch {
    return textOf(value) === '' ? null : textOf(value);
  }
}

export function partsOfUrl(value: string): Json {
  const [, scheme = '', host = '', port = '', path = ''] =
    /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?([^?#]*)/.exec(value) ?? [];
  return { Scheme: scheme, Host: host, Port: port, Path: path };
}

export function listOrNull(value: Value | undefined): readonly Json[] | undefined {
  const { type, value: list } = given(value);
  return type === 'dynamic' && Array.isArray(list) ? (list as readonly Json[]) : undefined;
}

export function listOf(value: Value | undefined): readonly Json[] {
  const list = listOrNull(value);
  if (list === undefined) throw new KqlError('a list is expected');
  return list;
}

export function textOfJson(value: Json): string {
  return textOf(dynamic(value));
}

export function jsonValue(value: Value): Json {
  return typeof value.value === 'bigint' ? Number(value.value) : value.value;
}

export function bagOf(values: readonly Value[]): Json {
  const bag: Record<string, Json> = {};
  for (let at = 0; at + 1 < values.length; at += 2) bag[text(values[at])] = jsonValue(given(values[at + 1]));
  return bag;
}
