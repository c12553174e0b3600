import { callTabular } from '../lower/call.ts';
import { nameOf, part, parts } from '../syntax.ts';
import type { TabularOperator } from './operator.ts';

/** A function of the query over the rows, which are its first argument. */
export const invoke: TabularOperator = (node, input, place) => {
  const call = part(node, 'Function');
  const binding = place.scope.find(nameOf(call));
  if (binding?.kind !== 'function') {
    place.context.refuse(call, `invoke of ${nameOf(call)}`);
    return input;
  }
  return callTabular(call, binding, parts(part(call, 'ArgumentList'), 'Expressions'), place, input);
};
