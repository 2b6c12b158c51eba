import { APICallError } from 'ai';
import { expect, test } from 'vitest';
import { readRefusal } from './read-refusal.ts';

const answered = (statusCode: number, body: unknown = '', url = '/api/chat') =>
  new APICallError({
    message: 'no',
    url,
    requestBodyValues: undefined,
    statusCode,
    responseBody: typeof body === 'string' ? body : JSON.stringify(body),
  });

test('a refusal is told in the server’s own words', () => {
  const problem = {
    type: 'about:blank',
    title: 'Conflict',
    status: 409,
    detail: 'The last answer goes on.',
    code: 'conflict',
    request_id: 'r',
  };
  expect(readRefusal(answered(409, problem))).toBe('The last answer goes on.');
});

test('a refusal in another form is told by its status', () => {
  expect(readRefusal(answered(413, '<html>'))).toBe('The server answered 413.');
});

test.each([
  new TypeError('Failed to fetch'),
  answered(500),
  answered(503),
  answered(429),
  answered(404, '', '/api/chat/0198f000-0000-7000-8000-000000000000/stream'),
  undefined,
])('what may pass by itself is no refusal: %#', (error) => {
  expect(readRefusal(error)).toBeNull();
});
