import { expect, test } from 'vitest';
import { z } from 'zod';
import { parse, parseQuery } from './route.ts';

const Query = z.strictObject({ status: z.string().optional() });

test('a name that is not known is told of the address or of the body, where it stands', () => {
  const request = new Request('http://127.0.0.1:3000/api/v1/jobs?statuss=complete');
  expect(() => parseQuery(Query, request)).toThrow('address: there is no "statuss" here');
  expect(() => parse(Query, { statuss: 'complete' })).toThrow('body: there is no "statuss" here');
});
