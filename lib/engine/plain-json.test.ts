import { expect, test } from 'vitest';
import { plainJson } from './plain-json.ts';

test('what Postgres cannot read is replaced, the rest stays', () => {
  expect(JSON.parse(plainJson({ a: ['x\0y', '\ud800', '😀', 1, null] }))).toEqual({
    a: ['x\ufffdy', '\ufffd', '😀', 1, null],
  });
});
