/* eslint-disable @typescript-eslint/no-require-imports */
import { readFileSync } from 'fs';
import { join } from 'path';
import { ExitCode } from './exit-code';
import { Refusal } from './refusal';
import { PROCESS } from './terminal';
import type { Terminal } from './terminal';

interface Command {
  readonly about: string;

  /** Runs the command. Returns the exit code, or a promise where the command ends the process by itself. */
  readonly run: (args: readonly string[], terminal: Terminal) => ExitCode | Promise<void>;
}

// A command is loaded when it is called, so that no other command makes it slower.
const COMMANDS: Readonly<Record<string, Command>> = {
  shop: {
    about: 'run the whole shop on this machine, without AWS',
    run: (args) => (require('./shop/shop') as typeof import('./shop/shop')).shop(args),
  },
  report: {
    about: 'read the Well-Architected report of an assembly: its pillars, and an exit code for a pipeline',
    run: (args, terminal) => (require('./report/report') as typeof import('./report/report')).report(args, terminal),
  },
};

const LIST = Object.entries(COMMANDS)
  .map(([command, { about }]) => `  ${command.padEnd(10)}${about}`)
  .join('\n');

/** Runs the command line of the package, and sets the exit code of the process. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const code = await run(args, PROCESS);
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    PROCESS.err(`Error: ${(error as Error).stack ?? String(error)}\n`);
    process.exit(ExitCode.FAILED);
  }
}

/**
 * Runs a command.
 *
 * @param terminal - receives all output
 * @returns the exit code, or a promise where the command ends the process by itself
 */
export function run(args: readonly string[], terminal: Terminal): ExitCode | Promise<void> {
  try {
    return answer(args, terminal);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    terminal.err(`Error: ${error.message}\n`);
    return error.code;
  }
}

function answer([name, ...args]: readonly string[], terminal: Terminal): ExitCode | Promise<void> {
  if (name === '--version') return tell(`${packageJson().version}\n`, terminal);
  if (name === '--help' || name === '-h') return tell(help(), terminal);
  if (name === undefined) throw new Refusal(`a command is missing; the commands are:\n\n${LIST}`);
  if (!Object.hasOwn(COMMANDS, name)) {
    throw new Refusal(`there is no command ${JSON.stringify(name)}; the commands are:\n\n${LIST}`);
  }
  return COMMANDS[name].run(args, terminal);
}

function tell(text: string, terminal: Terminal): ExitCode {
  terminal.out(text);
  return ExitCode.OK;
}

function help(): string {
  const { name, version } = packageJson();
  return `${name} ${version}

Usage: ${name} <command> [options]

${LIST}

  --help     this text; after a command, the options of that command
  --version  the version of this package
`;
}

function packageJson(): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as ReturnType<
    typeof packageJson
  >;
}
