import type { Target, TargetName } from '../target.ts';
import { azureMonitor } from './azure-monitor.ts';
import { defenderXdr } from './defender-xdr.ts';
import { sentinelAsim } from './sentinel-asim.ts';

/** All targets. A new one is a file here and a line. */
export const targets: Readonly<Record<TargetName, Target>> = {
  'sentinel-asim': sentinelAsim,
  'defender-xdr': defenderXdr,
  'azure-monitor': azureMonitor,
};
