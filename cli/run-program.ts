import type { Readable } from 'node:stream';
import { isApiError } from '#lib/client/api-client.ts';
import type { Config } from '#lib/config.ts';
import { isAppError } from '#lib/errors.ts';
import type { Command, CommandContext } from './command.ts';
import { commands } from './commands/index.ts';
import { describeCommand, describeProgram, programName } from './describe-usage.ts';
import { createScreen, type Output, type Screen } from './terminal/screen.ts';
import { isUsageError, UsageError } from './usage-error.ts';

/** What surrounds the program. */
export type ProgramIo = Pick<CommandContext, 'startProduct'> & {
  stdin: Readable;
  stdout: Output;
  stderr: Output;
  /** Aborts when the program is asked to end. */
  signal: AbortSignal;
  /** Reads the settings, and where names of files begin; called once a command is known. */
  readSettings(): { config: Config; folder: string };
};

const wrongUsage = 2;
const badRequest = new Set([400, 413, 415, 422]);

/**
 * Runs one command and answers the exit code: 0 done and complete; 1 the job failed or was cancelled, something could
 * not be reached, or it was ended before the job; 2 wrong usage. A reader of stdout that goes away ends it with 0.
 */
export async function runProgram(args: string[], io: ProgramIo): Promise<number> {
  const screen = createScreen(io);
  const signal = AbortSignal.any([io.signal, screen.closed]);
  let code: number;
  try {
    code = await run(args, { ...io, screen, signal });
  } catch (error) {
    code = signal.aborted ? 1 : tell(error, screen);
  }
  screen.stop();
  return screen.closed.aborted && !io.signal.aborted ? 0 : code;
}

async function run(args: string[], given: ProgramIo & { screen: Screen }): Promise<number> {
  const { screen } = given;
  const [name, ...rest] = args;
  if (name === undefined) {
    for (const line of describeProgram(commands).trimEnd().split('\n')) screen.line(line);
    return wrongUsage;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    screen.out(describeProgram(commands));
    return 0;
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
  const { args: own, key } = takeKey(rest);
  const { config, folder } = given.readSettings();
  const settings = { folder, config: key === undefined ? config : { ...config, INTENTUI_KEY: key } };
  return runCommand(command, { args: own, context: { ...given, ...settings } });
}

/** `--key KEY` belongs to every command. It is named in no message: it may lie in somebody's log. */
function takeKey(args: string[]): { args: string[]; key?: string } {
  const end = args.indexOf('--');
  const at = args.findIndex((arg, index) => (end < 0 || index < end) && /^--key(=|$)/.test(arg));
  if (at < 0) return { args };
  const isJoined = args[at] !== '--key';
  const key = isJoined ? args[at]?.slice('--key='.length) : args[at + 1];
  if (!key || !/^[^-][\x21-\x7e]{0,200}$/.test(key))
    throw new UsageError('--key takes a key, as keys create printed it.');
  return { args: args.toSpliced(at, isJoined ? 1 : 2), key };
}

function asksForHelp(args: string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
}

async function runCommand(
  command: Command,
  { args, context }: { args: string[]; context: CommandContext },
): Promise<number> {
  try {
    return await command.run(args, context);
  } catch (error) {
    if (!isUsageError(error)) throw error;
    throw new UsageError(`${error.message}\nHelp: ${programName()} ${command.name} --help`);
  }
}

/** Says in one sentence what went wrong; what we do not know is said as it came. */
function tell(error: unknown, screen: Screen): number {
  const isKnown = isUsageError(error) || isAppError(error) || isApiError(error);
  const message = error instanceof Error ? error.message : String(error);
  const words = isKnown ? message : `Something went wrong in this program: ${message}`;
  for (const line of words.split('\n')) screen.say(line);
  if (isUsageError(error)) return wrongUsage;
  return isApiError(error) && badRequest.has(error.problem.status) ? wrongUsage : 1;
}
