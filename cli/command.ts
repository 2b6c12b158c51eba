import type { Readable } from 'node:stream';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { Config } from '#lib/config.ts';
import type { StartedProduct } from './start-product.ts';
import type { Screen } from './terminal/screen.ts';
import { UsageError } from './usage-error.ts';

/** An option as it is read and as `--help` tells it; `value` names what stands behind it. */
export type Option =
  | { type: 'boolean'; short?: string; help: string }
  | { type: 'string'; short?: string; value: string; help: string; multiple?: boolean };
export type OptionSet = Record<string, Option>;

type Values<O extends OptionSet> = {
  [K in keyof O]?: O[K] extends { type: 'boolean' }
    ? boolean
    : O[K] extends { multiple: true }
      ? string[]
      : string;
};

export type CommandContext = {
  config: Config;
  screen: Screen;
  /** Aborts on Ctrl-C and when nobody reads the output any more. */
  signal: AbortSignal;
  /** Where names of files begin. */
  folder: string;
  stdin: Readable;
  /** Starts the product on a data directory, for commands that may. */
  startProduct(dataDir: string): StartedProduct;
};

export type Command = {
  name: string;
  /** What stands behind the name: `"question"`. */
  usage: string;
  /** One line for the list of commands. */
  summary: string;
  /** More for `--help`, already wrapped. */
  details?: string;
  options: OptionSet;
  /** Answers the exit code; throws `UsageError` for arguments that make no sense. */
  run(args: string[], context: CommandContext): Promise<number>;
};

/** Declares a command once: its options are read, checked and explained from one place. */
export function defineCommand<const O extends OptionSet>(
  command: Omit<Command, 'options' | 'run'> & {
    options: O;
    run(
      given: { values: Values<O>; positionals: string[] },
      context: CommandContext,
    ): Promise<number> | number;
  },
): Command {
  return {
    ...command,
    run: async (args, context) => command.run(readArguments(args, command.options), context),
  };
}

/** Reads options and positionals; throws `UsageError` that names what is unknown or missing. */
export function readArguments<O extends OptionSet>(
  args: string[],
  options: O,
): { values: Values<O>; positionals: string[] } {
  try {
    const config: ParseArgsOptionsConfig = Object.fromEntries(
      Object.entries(options).map(([name, option]) => [name, toParseArgs(option)]),
    );
    const { values, positionals } = parseArgs({ args, options: config, allowPositionals: true });
    return { values: values as Values<O>, positionals };
  } catch (error) {
    throw new UsageError(describe(error as Error));
  }
}

function toParseArgs(option: Option): ParseArgsOptionsConfig[string] {
  const { type, short } = option;
  return {
    type,
    ...(short && { short }),
    ...(option.type === 'string' && option.multiple && { multiple: true }),
  };
}

/** Node's own words, without its advice for authors. */
function describe({ message }: Error): string {
  const [first = message] = message.split(/\. To specify|\n/);
  return `${first.replace(/\.$/, '')}.`;
}
