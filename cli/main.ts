#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { ApiError } from '#lib/api-client.ts';
import { readConfig } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';
import { describeCommand, describeProgram, programName } from './describe-usage.ts';
import { createScreen, type Screen } from './terminal/screen.ts';
import { stripControls } from './terminal/strip-controls.ts';
import { UsageError } from './usage-error.ts';

const root = path.resolve(import.meta.dirname, '..');
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
const wrongUsage = 2;
const badRequest = new Set([400, 413, 415, 422]);

/**
 * Runs one command and answers the exit code: 0 done and complete; 1 the job failed or was cancelled, or something could
 * not be reached; 2 wrong usage; 128 + the signal's number when one ended it before the job had ended (130: Ctrl-C).
 * A reader of stdout that goes away ends it quietly with 0.
 */
async function main(args: string[]): Promise<number> {
  const screen = createScreen(process);
  const interruption = listenForSignals();
  const signal = AbortSignal.any([interruption.signal, screen.closed]);
  let code: number;
  try {
    code = await run(args, { screen, signal });
  } catch (error) {
    code = signal.aborted ? 1 : tell(error, screen);
  }
  screen.stop();
  if (interruption.number !== null) return 128 + interruption.number;
  return screen.closed.aborted ? 0 : code;
}

async function run(
  args: string[],
  { screen, signal }: { screen: Screen; signal: AbortSignal },
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const text = describeProgram(commands);
    if (name !== undefined) screen.out(text);
    else for (const line of text.trimEnd().split('\n')) screen.line(line);
    return name === undefined ? wrongUsage : 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    const known = commands.map((candidate) => candidate.name).join(', ');
    throw new UsageError(
      `There is no command “${name}”; there are: ${known}.\nHelp: ${programName()} --help`,
    );
  }
  if (asksForHelp(rest)) {
    screen.out(describeCommand(command));
    return 0;
  }
  const config = readConfigAtRoot();
  return withHint(command, () => command.run(rest, { config, screen, signal }));
}

function asksForHelp(args: string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
}

async function withHint(command: Command, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message}\nHelp: ${programName()} ${command.name} --help`);
  }
}

/**
 * Settings mean what they mean to `npm start`, which runs at the project's root; names of files mean what they mean
 * where the user stands, which npm tells when it runs a script at the root.
 */
function readConfigAtRoot() {
  const here = process.cwd();
  process.chdir(root);
  const config = readConfig();
  const isRoot = realpathSync(here) === realpathSync(root);
  process.chdir((isRoot && config.INIT_CWD) || here);
  return config;
}

/** The first signal asks to end; another one, a second later or more, ends at once (npm passes each signal on twice). */
function listenForSignals() {
  const stopping = new AbortController();
  const interruption = { signal: stopping.signal, number: null as number | null };
  let since = 0;
  for (const [name, number] of Object.entries(signalNumbers)) {
    process.on(name, () => {
      if (interruption.number !== null && Date.now() - since > 1000) process.exit(128 + number);
      interruption.number ??= number;
      since ||= Date.now();
      stopping.abort();
    });
  }
  return interruption;
}

/** Says in one sentence what went wrong; what we do not know is said as it came. */
function tell(error: unknown, screen: Screen): number {
  const isKnown = error instanceof UsageError || error instanceof AppError || error instanceof ApiError;
  const message = error instanceof Error ? error.message : String(error);
  const words = isKnown ? message : `Something went wrong in this program: ${message}`;
  for (const line of stripControls(words).split('\n')) screen.line(line);
  if (error instanceof UsageError) return wrongUsage;
  return error instanceof ApiError && badRequest.has(error.problem.status) ? wrongUsage : 1;
}

const code = await main(process.argv.slice(2));
// What was written to a pipe is let out before the end.
await Promise.all(
  [process.stdout, process.stderr].map((output) => new Promise((resolve) => output.write('', resolve))),
);
process.exit(code);
