import { expect, test } from 'vitest';
import { accepts, canonicalJson, hasTag, readWait } from './read-headers.ts';

test.each([
  ['wait=5', 5],
  ['WAIT=5', 5],
  ['respond-async, wait="7"', 7],
  ['respond-async; Wait = 3', 3],
  ['waiting=5', null],
  ['wait=soon', null],
  ['wait', null],
  ['wait=-1', null],
  [null, null],
])('Prefer: %s waits %s', (header, seconds) => {
  expect(readWait(header)).toBe(seconds);
});

test.each([
  ['"a.3"', true],
  ['W/"a.3"', true],
  ['"x", W/"a.3"', true],
  ['*', true],
  ['"a.4"', false],
  ['a.3', false],
  ['', false],
  [null, false],
])('If-None-Match: %s', (header, matches) => {
  expect(hasTag(header, '"a.3"')).toBe(matches);
});

const json = ['application/json', 'application/problem+json'];
test.each([
  [null, true],
  ['', true],
  ['*/*', true],
  ['Application/JSON', true],
  ['text/html, application/*;q=0.1', true],
  ['application/json;q=0', false],
  ['*/*;q=0', false],
  ['application/json;q=0.0, application/problem+json;q=0, */*', false],
  ['text/html', false],
  ['application/json; charset=utf-8; q=1', true],
])('Accept: %s takes JSON: %s', (header, takes) => {
  expect(accepts(header, json)).toBe(takes);
});

test('members of JSON in another order are the same body, items in another order are not', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe(
    canonicalJson({ a: null, b: [{ c: 2, d: 1 }] }),
  );
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});
