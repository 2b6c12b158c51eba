import { expect, test } from 'vitest';
import { z } from 'zod';
import { plainIssue } from './plain-issue.ts';

const wordsFor = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: plainIssue }).error?.issues.map(({ message }) => message);

test.each<[z.ZodType, unknown, string]>([
  [z.string().max(4000), 'x'.repeat(5210), 'at most 4,000 characters, this has 5,210'],
  [z.string().min(3), 'ab', 'at least 3 characters, this has 2'],
  [z.string().min(1), '', 'must not be empty'],
  [z.string(), 7, 'must be text, and this is the number 7'],
  [z.string(), undefined, 'is missing'],
  [z.string(), null, 'must be text, and this is null'],
  [z.int(), 1.5, 'must be a whole number, and this is the number 1.5'],
  [z.number().max(10), 11, 'at most 10, this is 11'],
  [z.number().min(0), -1, 'at least 0, this is -1'],
  [z.number().gt(0), 0, 'more than 0, this is 0'],
  [z.boolean(), 'yes', 'must be true or false, and this is text'],
  [z.array(z.string()).max(2), ['a', 'b', 'c'], 'at most 2 entries, this has 3'],
  [z.array(z.string()), {}, 'must be a list, and this is an object'],
  [z.record(z.string(), z.string()), [], 'must be an object, and this is a list'],
  [z.enum(['quick', 'deep']), 'slow', 'must be one of quick, deep'],
  [z.literal('a'), 'b', 'must be a'],
  [z.uuid(), 'x', 'is not an id'],
  [z.url(), 'x', 'is not an address'],
  [z.string().regex(/^a/), 'b', 'is not in the right form'],
  [z.strictObject({}), { evil: 1 }, 'there is no "evil" here'],
  [
    z.strictObject({ a: z.any().optional(), b: z.any().optional() }),
    { evil: 1 },
    'there is no "evil" here; there are: a, b',
  ],
  [
    z.strictObject({ a: z.any().optional() }).refine(() => true),
    { evil: 1 },
    'there is no "evil" here; there are: a',
  ],
  [z.union([z.string(), z.array(z.string())]), 7, 'is in none of the forms that are taken here'],
])('%# says plainly: %s', (schema, value, words) => {
  expect(wordsFor(schema, value)).toEqual([words]);
});

test('the words that a schema has of its own stay', () => {
  expect(wordsFor(z.string().min(1, 'Ask a question'), '')).toEqual(['Ask a question']);
});
