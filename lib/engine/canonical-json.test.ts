import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('keys are in order at every depth, and what has no JSON is left out', () => {
  expect(canonicalJson({ b: 1, a: { d: [{ z: 1, y: 2 }], c: null }, gone: undefined })).toBe(
    '{"a":{"c":null,"d":[{"y":2,"z":1}]},"b":1}',
  );
});

test('numbers and texts are written as JSON.stringify writes them', () => {
  expect(canonicalJson([1e21, 0.1, -0, '\u0000\ud800"', undefined, true])).toBe(
    '[1e+21,0.1,0,"\\u0000\\ud800\\"",null,true]',
  );
});
