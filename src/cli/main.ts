#!/usr/bin/env node
import './memory.ts';
import { Command, CommanderError } from 'commander';
import { printable } from '../diagnostic/printable.ts';
import { VERSION } from '../version.ts';
import { commands } from './commands/registry.ts';
import { EXIT } from './exit-codes.ts';
import { guardSignals, guardStandardStreams, leave } from './leave.ts';

/** Commander's own exits: help and version are success, all else is wrong usage. */
function exitFor(error: CommanderError): number {
  return error.exitCode === 0 ? EXIT.ran : EXIT.usage;
}

/** A shell's `*` makes arguments of file names, and these can be hostile. */
function writeLines(text: string, write: (text: string) => void): void {
  write(text.split('\n').map(printable).join('\n'));
}

function programOf(): Command {
  const program = new Command('shellhound')
    .description('Hunt web shells on Linux, and anything else that a Sigma rule describes, in audit logs.')
    .version(VERSION)
    .showSuggestionAfterError(true)
    .showHelpAfterError('(add --help for the flags)')
    .configureOutput({ outputError: writeLines })
    .exitOverride();
  for (const command of commands) {
    const verb = command().copyInheritedSettings(program);
    for (const part of verb.commands) part.copyInheritedSettings(verb);
    program.addCommand(verb);
  }
  return program;
}

async function main(): Promise<void> {
  guardStandardStreams();
  guardSignals();
  process.on('uncaughtException', ourBug);
  try {
    await programOf().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = exitFor(error);
    else ourBug(error);
  }
}

function ourBug(error: unknown): never {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`shellhound ${VERSION}: an error of the program itself; please report it with these lines:\n`);
  writeLines(`${stack}\n`, (text) => process.stderr.write(text));
  leave(EXIT.ourBug);
}

await main();
