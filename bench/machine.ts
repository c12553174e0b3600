import { cpus, loadavg } from 'node:os';

/** When and where something is measured, and how busy the machine is with other things. */
export function machine(): string {
  const [processor] = cpus();
  const load = loadavg()[0]?.toFixed(1) ?? '';
  return `${new Date().toISOString()}  Node ${process.version}  ${processor?.model ?? ''} × ${cpus().length}  load ${load}`;
}
