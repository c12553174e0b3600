import { eachValue, type Modifier } from './modifier.ts';

export const exists: Modifier = {
  name: 'exists',
  doc: 'The field is present (`true`) or absent (`false`); an empty field is absent.',
  section: 'Generic Modifiers',
  accepts: ['boolean'],
  conflicts: ['contains', 'startswith', 'endswith', 'all', 'cased', 're', 'cidr'],
  onKeywords: false,
  apply: (item) =>
    eachValue(item, (value) => (value.kind === 'boolean' ? [{ kind: 'exists', exists: value.value }] : [])),
};
