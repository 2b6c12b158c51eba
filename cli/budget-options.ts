import type { Budget } from '#lib/schema/budget.ts';
import type { OptionSet } from './command.ts';
import { readAmount, readNumber } from './read-values.ts';

/** What a job may use at most. */
export const budgetOptions = {
  'max-cost': { type: 'string', value: 'USD', help: 'Spend at most this on models, such as 0.50' },
  'max-tokens': { type: 'string', value: 'N', help: 'Use at most this many tokens, read and written' },
  'max-searches': { type: 'string', value: 'N', help: 'Make at most this many searches' },
  'max-pages': { type: 'string', value: 'N', help: 'Read at most this many pages' },
  'max-seconds': { type: 'string', value: 'N', help: 'Write with what there is when this time is over' },
} satisfies OptionSet;

/** Reads what `budgetOptions` declares; throws `UsageError`. Undefined where nothing is capped. */
export function readBudget(values: { [Name in keyof typeof budgetOptions]?: string }): Budget | undefined {
  const read = (name: Exclude<keyof typeof budgetOptions, 'max-cost'>, max: number) =>
    readNumber(name, { value: values[name], min: 1, max });
  const caps: Budget = {
    cost_usd: readAmount('max-cost', { value: values['max-cost'], max: 10_000 }),
    tokens: read('max-tokens', 1_000_000_000),
    searches: read('max-searches', 10_000),
    pages: read('max-pages', 10_000),
    seconds: read('max-seconds', 86_400),
  };
  return Object.values(caps).some((cap) => cap !== undefined) ? caps : undefined;
}
