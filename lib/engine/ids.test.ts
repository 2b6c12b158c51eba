import { expect, test } from 'vitest';
import { eventIdFromSeed, newId, uuidFromName } from './ids.ts';

// As recorded from a real server: this seed gave this id to its first event.
const seed = '1795400040928,RbVEzyncRDCbZg==';

test('the same seed gives the same ids, the first as a real server gives it', () => {
  expect(eventIdFromSeed(seed, 0)).toBe('01M832X0F08PTM9KS9VH2316V7');
  expect(eventIdFromSeed(seed, 1)).toBe(eventIdFromSeed(seed, 1));
});

test('each event of a request has an id of its own', () => {
  expect(new Set([0, 1, 2, 255, 256].map((index) => eventIdFromSeed(seed, index))).size).toBe(5);
});

test('without a usable seed ids are new', () => {
  for (const bad of [undefined, '', 'x,y', '1795400040928,AAAA']) {
    expect(eventIdFromSeed(bad, 0)).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(eventIdFromSeed(bad, 0)).not.toBe(eventIdFromSeed(bad, 0));
  }
  expect(newId()).not.toBe(newId());
});

test('a name has one uuid', () => {
  expect(uuidFromName('app')).toBe(uuidFromName('app'));
  expect(uuidFromName('app')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});
