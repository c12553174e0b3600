import type { Json, Named, Scalar } from '../../kql/ast.ts';

/**
 * Filtering parameters of the built-in ASIM function, by the column that each filters with `has_any`. Those that some
 * source's parser answers with no rows (parent process, actor, hash, device address) are never used.
 */
const PARAMETERS: Readonly<Record<string, string>> = {
  TargetProcessCommandLine: 'commandline_has_any',
  TargetProcessName: 'targetprocess_has_any',
  ActingProcessName: 'actingprocess_has_any',
};

/** The conditions that a parser can apply itself, one for each parameter, as arguments. */
export function parametersFor(prefilters: readonly Scalar[]): readonly Named[] {
  const found = new Map<string, Named>();
  for (const each of prefilters) {
    const terms = termsIn(each);
    const name = terms === undefined ? undefined : PARAMETERS[terms.column];
    if (terms !== undefined && name !== undefined && !found.has(name))
      found.set(name, { name, of: { kind: 'dynamic', value: terms.values } });
  }
  return [...found.values()];
}

function termsIn(condition: Scalar): { readonly column: string; readonly values: readonly Json[] } | undefined {
  if (condition.kind === 'binary' && condition.operator === 'has')
    return withColumn(condition.left, condition.right.kind === 'string' ? [condition.right.value] : []);
  if (condition.kind === 'among' && condition.operator === 'has_any')
    return withColumn(
      condition.value,
      condition.list.flatMap((each) => (each.kind === 'string' ? [each.value] : [])),
    );
  return undefined;
}

function withColumn(value: Scalar, values: readonly string[]) {
  return value.kind === 'column' && values.length > 0 ? { column: value.name, values } : undefined;
}
