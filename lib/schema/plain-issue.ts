import type { z } from 'zod';
import { count, formatNumber } from './count.ts';

/**
 * What is wrong with a value, in words for whoever sent it; for the `error` of a parse. A schema's own words go before
 * these. Undefined for what only zod can say.
 */
export function plainIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${kindWords[issue.expected] ?? issue.expected}, and this is ${kindOf(issue.input)}`;
    case 'too_big':
      return tooBig(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formatWords[issue.format] ?? 'is not in the right form';
    case 'unrecognized_keys':
      return `there is no ${issue.keys.map((key) => `"${key.slice(0, 100)}"`).join(', ')} here${known(issue)}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return 'is in none of the forms that are taken here';
    case 'invalid_key':
      return 'has a name that is not taken here';
    case 'invalid_element':
      return 'holds something that is not taken here';
    default:
      return undefined;
  }
}

const kindWords: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  date: 'a date',
};

const formatWords: Record<string, string> = {
  uuid: 'is not an id',
  guid: 'is not an id',
  url: 'is not an address',
  email: 'is not an e-mail address',
  datetime: 'is not a time such as 2026-01-31T09:00:00Z',
  date: 'is not a date such as 2026-01-31',
  json_string: 'is not JSON',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? `the number ${value}` : 'no number';
  return typeof value === 'string' ? 'text' : 'an object';
}

/** The names that an object takes, where it takes any. */
function known({ inst }: z.core.$ZodRawIssue): string {
  const def = inst?._zod.def;
  const names = def && 'shape' in def ? Object.keys(def.shape as object) : [];
  return names.length > 0 ? `; there are: ${names.join(', ')}` : '';
}

type Limit = { origin: string; inclusive?: boolean; input?: unknown };

function tooBig(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  const most = Number(issue.maximum);
  const unit = unitOf(issue);
  if (unit) return `at most ${count(most, unit)}${has(issue)}`;
  return `${issue.inclusive === false ? 'less than' : 'at most'} ${formatNumber(most)}${is(issue)}`;
}

function tooSmall(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  const least = Number(issue.minimum);
  const unit = unitOf(issue);
  if (unit) return least === 1 ? 'must not be empty' : `at least ${count(least, unit)}${has(issue)}`;
  return `${issue.inclusive === false ? 'more than' : 'at least'} ${formatNumber(least)}${is(issue)}`;
}

function unitOf({ origin }: Limit): string | undefined {
  if (origin === 'string') return 'character';
  if (['array', 'set', 'map', 'object', 'record'].includes(origin)) return 'entry';
  return undefined;
}

function has({ input }: Limit): string {
  if (typeof input === 'string' || Array.isArray(input)) return `, this has ${formatNumber(input.length)}`;
  return '';
}

const is = ({ input }: Limit): string =>
  typeof input === 'number' ? `, this is ${formatNumber(input)}` : '';
