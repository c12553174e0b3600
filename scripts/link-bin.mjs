// Makes `npx shellhound` in a checkout run this checkout's build at once, without asking a registry.
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist', 'cli', 'main.js');
const binFolder = join(root, 'node_modules', '.bin');
if (existsSync(target)) {
  const link = join(binFolder, 'shellhound');
  chmodSync(target, 0o755);
  mkdirSync(binFolder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(join('..', '..', 'dist', 'cli', 'main.js'), link);
}
