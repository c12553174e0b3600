import type { Level } from '../../sigma/ir.ts';

export type Severity = 'High' | 'Medium' | 'Low' | 'Informational';

/** Sentinel knows nothing above high. */
export const SEVERITIES: Readonly<Record<Level, Severity>> = {
  critical: 'High',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  informational: 'Informational',
};
