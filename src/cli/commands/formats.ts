import { Command } from 'commander';
import { formats } from '../../formats/registry.ts';
import { Output } from '../output.ts';

/** `shellhound formats` */
export function formatsCommand(): Command {
  return new Command('formats').description('list the formats that can be read').action(async () => {
    const output = new Output();
    const width = Math.max(...formats.map(({ name }) => name.length));
    for (const { name, description, gives } of formats)
      output.write(`${name.padEnd(width)}  ${description}\n${' '.repeat(width)}  gives ${gives}\n`);
    await output.flush();
  });
}
