import { expect, test } from 'vitest';
import { fillArguments, findQueryArgument } from './choose-arguments.ts';
import type { Tool } from './connection.ts';
import type { AllowedTool } from './server-spec.ts';

const string = { type: 'string' };
const tool = (properties: Record<string, unknown>, required: string[] = []): Tool =>
  ({ name: 't', inputSchema: { type: 'object', properties, required } }) as Tool;
const allowed = (more: Partial<AllowedTool> = {}): AllowedTool => ({ name: 't', arguments: {}, ...more });

test.each([
  [tool({ anything: string, other: string }, ['anything']), {}, 'anything'],
  [
    tool({ language: string, query: string }, ['language', 'query']),
    { arguments: { language: 'en' } },
    'query',
  ],
  [tool({ text: string, search_query: string, q: string }), {}, 'search_query'],
  [tool({ filter: string, searchQuery: string }, []), {}, 'searchQuery'],
  [tool({ keywords: { type: 'array', items: string } }, ['keywords']), {}, 'keywords'],
  [tool({ query: { anyOf: [string, { type: 'null' }] } }), {}, 'query'],
  [
    tool({ path: string, pattern: string }, ['path', 'pattern']),
    { arguments: { path: '/' }, query_argument: 'pattern' },
    'pattern',
  ],
  [tool({ path: string }, ['path']), { arguments: { path: '/' } }, null],
])('%#: the argument that takes the query is found', (given, more, found) => {
  expect(findQueryArgument(given, allowed(more as Partial<AllowedTool>))).toBe(found);
});

test.each([
  [tool({ path: string }, ['path']), {}, 'which argument takes the query (it has path)?'],
  [tool({ a: { type: 'number' } }), {}, 'which argument takes the query?'],
  [tool({ query: { type: 'string', enum: ['a', 'b'] } }, ['query']), {}, 'which argument takes the query?'],
  [tool({ query: string, key: string }, ['query', 'key']), {}, 'it also needs "key"'],
  [tool({ query: string }, ['query', 'a\u0000b\ud800']), {}, 'it also needs "a b\ufffd"'],
  [tool({ query: string }, ['query', 'x'.repeat(5000)]), {}, `it also needs "${'x'.repeat(59)}…"`],
  [tool({ ['p\u0000'.repeat(3000)]: string }), {}, /^The tool t was not called: .{0,180}$/],
  [tool({ query: string }), { query_argument: 'q' }, 'it has no argument "q" that takes a text'],
  [tool({ q: { type: 'number' } }), { query_argument: 'q' }, 'it has no argument "q" that takes a text'],
])('%#: where it is not clear, the tool is not called', (given, more, reason) => {
  expect(() => findQueryArgument(given, allowed(more))).toThrow(reason);
});

test('a schema of lists within lists without end is read in no time, and takes no query', () => {
  const depth = 60_000;
  const deep = `${'{"type":"array","items":'.repeat(depth)}{"type":"string"}${'}'.repeat(depth)}`;
  expect(() => findQueryArgument(tool({ query: JSON.parse(deep) }), allowed())).toThrow(
    'which argument takes the query?',
  );
});

test('the query is cut to what the schema takes, and days go where the tool has arguments for them', () => {
  const given = tool({
    keywords: { type: 'array', items: string },
    timeMin: string,
    time_max: string,
    q: { type: 'string', maxLength: 3 },
  });
  const timeRange = { from: '2026-03-29', to: '2026-03-29', time_zone: 'Europe/Berlin', words: '' };
  const base = { allowed: allowed({ arguments: { max: 3 } }), query: 'tides', timeRange };
  expect(fillArguments(given, { ...base, queryArgument: 'q' })).toEqual({
    max: 3,
    q: 'tid',
    // A day of 23 hours.
    timeMin: '2026-03-28T23:00:00.000Z',
    time_max: '2026-03-29T22:00:00.000Z',
  });
  expect(fillArguments(given, { ...base, queryArgument: 'keywords' }).keywords).toEqual(['tides']);
});
