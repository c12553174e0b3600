import { row } from './row.ts';

export const sigmaCodes = {
  'yaml-syntax': row<{ reason: string }>('error', ({ reason }) => `YAML: ${reason}`, 'Correct the YAML at this place.'),
} as const;
