/** The keys that the Sigma specification knows, for rules and filters. */
export const RULE_KEYS = [
  'title',
  'id',
  'name',
  'related',
  'taxonomy',
  'status',
  'description',
  'license',
  'references',
  'author',
  'date',
  'modified',
  'logsource',
  'detection',
  'fields',
  'falsepositives',
  'level',
  'tags',
  'scope',
] as const;

/** Those whose value is one text. */
export const TEXT_KEYS = ['title', 'name', 'taxonomy', 'description', 'license', 'author'] as const;

/** Those whose value is a list of texts. */
export const LIST_KEYS = ['references', 'fields', 'falsepositives', 'tags', 'scope'] as const;

/** What a filter has of them. */
export const FILTER_KEYS = [
  'title',
  'id',
  'name',
  'taxonomy',
  'description',
  'license',
  'references',
  'author',
  'date',
  'modified',
  'logsource',
  'filter',
] as const;

/** What a correlation has of them. */
export const CORRELATION_KEYS = [
  'title',
  'id',
  'name',
  'related',
  'taxonomy',
  'status',
  'description',
  'license',
  'references',
  'author',
  'date',
  'modified',
  'correlation',
  'generate',
  'falsepositives',
  'level',
  'tags',
] as const;
