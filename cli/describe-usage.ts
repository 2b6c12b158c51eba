import path from 'node:path';
import type { Command, Option, OptionSet } from './command.ts';
import { hang } from './terminal/hang.ts';

const width = 80;

/** How the program is called in what it says: by its own name when it was, else by its npm script. */
export function programName(script = process.argv[1] ?? ''): string {
  return path.basename(script) === 'intentui' ? 'intentui' : 'npm run cli --';
}

/** The text of `--help` of one command. */
export function describeCommand({ name, usage, summary, details, options }: Command): string {
  return [
    `Usage: ${programName()} ${name} ${usage}`.trimEnd(),
    '',
    summary,
    ...(details ? ['', details] : []),
    '',
    'Options:',
    ...describeOptions({ ...options, help: { type: 'boolean', short: 'h', help: 'Show this' } }),
    '',
  ].join('\n');
}

/** The text of `--help` without a command. */
export function describeProgram(commands: readonly Command[]): string {
  const program = programName();
  return [
    `Usage: ${program} COMMAND [options]`,
    '',
    'The terminal client of IntentUI Research. It talks to the product over HTTP: at',
    'INTENTUI_URL, or at http://127.0.0.1:PORT (3000), where research, stream and',
    'judge start it when it does not run. Where a key is asked for, it shows',
    'INTENTUI_KEY, or what --key names.',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`),
    '',
    `${program} COMMAND --help explains one command.`,
    '',
    'Exit codes: 0 done and complete; 1 the job failed or was cancelled, or nothing',
    'could be reached; 2 wrong usage; 130 stopped by Ctrl-C while the job goes on.',
    '',
  ].join('\n');
}

function describeOptions(options: OptionSet): string[] {
  const rows = Object.entries(options).map(([name, option]) => ({
    left: describeOption(name, option),
    help: option.help,
  }));
  const column = Math.max(...rows.map(({ left }) => left.length)) + 4;
  return rows.flatMap(({ left, help }) => hang(`  ${left}`, help, { width, column }));
}

function describeOption(name: string, option: Option): string {
  const short = option.short ? `-${option.short}, ` : '';
  return `${short}--${name}${option.type === 'string' ? ` ${option.value}` : ''}`;
}
