import type { CommandContext, OptionSet } from './command.ts';
import { readNumber, readTarget } from './read-values.ts';
import type { RunOptions } from './run-job.ts';

/** How the outcome of a job is written. */
export const outcomeOptions = {
  json: { type: 'boolean', help: 'Print the job as one JSON document when it has ended' },
  file: { type: 'string', short: 'f', value: 'PATH', help: 'Also write the report to a file, as Markdown' },
} satisfies OptionSet;

/** Which uploads a job is about. */
export const documentOption = {
  type: 'string',
  value: 'ID',
  multiple: true,
  help: 'Answer from this uploaded document alone; can be given several times',
} as const;

/** What every command that submits a job takes. */
export const jobOptions = {
  priority: { type: 'string', value: '0-10', help: 'Higher goes first; 5 by default' },
  ...outcomeOptions,
  keep: { type: 'boolean', help: 'Leave the product running if this command has to start it' },
} satisfies OptionSet;

type Given = { json?: boolean; file?: string; priority?: string; keep?: boolean };

/** Reads what `jobOptions` declares; throws `UsageError`. */
export function readJobOptions(
  values: Given,
  context: CommandContext,
): RunOptions & { priority: number | undefined } {
  return {
    json: values.json ?? false,
    file: readTarget(values.file, context),
    keep: values.keep ?? false,
    priority: readNumber('priority', { value: values.priority, min: 0, max: 10 }),
  };
}
