import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { asSentence } from '#lib/schema/as-sentence.ts';
import type { CommandContext } from './command.ts';
import { UsageError } from './usage-error.ts';

/** A whole number within bounds; undefined when none was given. */
export function readNumber(
  name: string,
  { value, min, max }: { value: string | undefined; min: number; max: number },
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= min && number <= max) return number;
  throw new UsageError(`--${name} takes a whole number from ${min} to ${max}, not ${quoted(value)}.`);
}

/** An amount above 0, such as 0.50; undefined when none was given. */
export function readAmount(
  name: string,
  { value, max }: { value: string | undefined; max: number },
): number | undefined {
  if (value === undefined) return undefined;
  const amount = Number(value);
  if (/^\d*\.?\d+$/.test(value) && amount > 0 && amount <= max) return amount;
  throw new UsageError(
    `--${name} takes an amount above 0 and up to ${max}, such as 0.50, not ${quoted(value)}.`,
  );
}

/** One of a few words; undefined when none was given. */
export function readChoice<T extends string>(
  name: string,
  { value, choices }: { value: string | undefined; choices: readonly T[] },
): T | undefined {
  if (value === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice) return choice;
  throw new UsageError(`--${name} takes ${choices.join(', ')}, not ${quoted(value)}.`);
}

/** What stands behind a command's name as one text; a single `-` reads it from stdin. */
export async function readWords(
  positionals: readonly string[],
  { missing, context }: { missing: string; context: CommandContext },
): Promise<string> {
  const isStdin = positionals.length === 1 && positionals[0] === '-';
  const words = isStdin ? await readStdin(context) : positionals.join(' ');
  if (words.trim()) return words.trim();
  throw new UsageError(missing);
}

/** The id of a job, given as itself or as the address of its page. */
export function readJobId(positionals: readonly string[]): string {
  const [given = '', ...more] = positionals;
  if (!given) throw new UsageError('Say which job: its id, or the address of its page.');
  if (more.length > 0) throw new UsageError(`One job at a time: ${quoted(more.join(' '))} is too much.`);
  const id = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i.exec(given)?.[0];
  if (id) return id.toLowerCase();
  throw new UsageError(`${quoted(given)} is not the id of a job; the command list shows them.`);
}

/** Takes no words beside options. */
export function readNothing(positionals: readonly string[]): void {
  if (positionals.length > 0)
    throw new UsageError(`${quoted(positionals.join(' '))} is not understood here.`);
}

/** A text file in UTF-8; `-` is stdin. */
export async function readTextFile(file: string, context: CommandContext): Promise<string> {
  if (file === '-') return readStdin(context);
  try {
    const bytes = readFileSync(path.resolve(context.folder, file));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(asSentence(`${quoted(file)} cannot be read: ${reasonOf(error)}`));
  }
}

/** The place of a file that will be written later; throws now when it cannot be. */
export function readTarget(file: string | undefined, { folder }: CommandContext): string | null {
  if (file === undefined) return null;
  try {
    const target = path.resolve(folder, file);
    accessSync(path.dirname(target), constants.W_OK);
    if (statSync(target, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
    return target;
  } catch (error) {
    throw new UsageError(asSentence(`--file ${quoted(file)} cannot be written: ${reasonOf(error)}`));
  }
}

/** Read without blocking, so that Ctrl-C still ends it. */
const readStdin = ({ stdin, signal }: CommandContext): Promise<string> => text(addAbortSignal(signal, stdin));

const quoted = (value: string): string => `“${value}”`;

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES') return 'this user may not';
  if (code === 'EISDIR') return 'it is a folder';
  return error instanceof TypeError ? 'it is not text in UTF-8' : message;
}
