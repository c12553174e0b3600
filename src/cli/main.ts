#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { commands } from './commands/registry.ts';
import { EXIT } from './exit-codes.ts';

/** Commander's own exits: help and version are success, all else is wrong usage. */
function exitFor(error: CommanderError): number {
  return error.exitCode === 0 ? EXIT.ran : EXIT.usage;
}

async function main(): Promise<void> {
  const program = new Command('shellhound')
    .description('Hunt web shells on Linux, and anything else that a Sigma rule describes, in audit logs.')
    .version(VERSION)
    .showSuggestionAfterError(true)
    .showHelpAfterError('(add --help for the flags)')
    .exitOverride();
  for (const command of commands)
    program.addCommand(command().exitOverride().showHelpAfterError('(add --help for the flags)'));
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = exitFor(error);
    else ourBug(error);
  }
}

function ourBug(error: unknown): void {
  process.stderr.write(`shellhound ${VERSION}: an error of the program itself; please report it with these lines:\n`);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = EXIT.ourBug;
}

await main();
