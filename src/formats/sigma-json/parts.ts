import { isObject, type JsonObject, textOf, valueAt } from '../structured/json.ts';

/**
 * The objects in which a record's fields may stand, the most telling first: Windows' own names for the parts of an event,
 * and the record itself.
 */
export function partsOf(record: JsonObject): readonly JsonObject[] {
  const event = partOf(record, 'Event');
  const found: (JsonObject | undefined)[] = [partOf(event, 'EventData'), partOf(record, 'EventData'), record, event];
  found.push(partOf(event, 'System'), partOf(record, 'System'));
  return found.filter((part) => part !== undefined);
}

function partOf(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object === undefined ? undefined : valueAt(object, name);
  return isObject(value) ? value : undefined;
}

/** The first of the fields, by the order of their names, that some part has a value for. */
export function valueIn(parts: readonly JsonObject[], fields: readonly string[]): unknown {
  for (const field of fields)
    for (const part of parts) {
      const value = valueAt(part, field);
      if (textOf(value) !== undefined) return value;
    }
  return undefined;
}

export function textIn(parts: readonly JsonObject[], fields: readonly string[]): string | undefined {
  return textOf(valueIn(parts, fields));
}
