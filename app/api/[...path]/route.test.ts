import { expect, test } from 'vitest';
import { Problem } from '#lib/schema/problem.ts';
import * as handlers from './route.ts';

const { dynamic: _, ...methods } = handlers;

test.each(Object.entries(methods))(
  '%s of an unknown address is told as the API tells faults',
  async (method, handler) => {
    for (const accept of [undefined, 'text/html', 'application/json']) {
      const request = new Request('http://127.0.0.1:3000/api/v1/nope', {
        method,
        headers: { host: '127.0.0.1:3000', ...(accept && { accept }) },
      });
      const response = await handler(request, { params: Promise.resolve({ path: ['v1', 'nope'] }) });
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(Problem.parse(await response.json())).toMatchObject({ code: 'not_found', status: 404 });
    }
  },
);

test('every method is answered', () => {
  expect(Object.keys(methods).sort()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
});
