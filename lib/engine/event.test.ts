import { expect, test } from 'vitest';
import { readEvents } from './event.ts';

test('events keep their id and time, or get both', () => {
  const [own, given] = readEvents(
    [{ name: 'a', id: 'mine', ts: 5, data: { x: 1 } }, { name: 'b' }],
    undefined,
  );
  expect(own).toEqual({ id: 'mine', name: 'a', ts: 5, data: { x: 1 }, user: {} });
  expect(given).toMatchObject({ name: 'b', data: {}, id: expect.stringMatching(/^\w{26}$/) });
  expect(Math.abs((given?.ts ?? 0) - Date.now())).toBeLessThan(5000);
});

test('one event need not stand in a list', () => {
  expect(readEvents({ name: 'a' }, undefined)).toHaveLength(1);
});

test('what cannot be taken is refused with a sentence', () => {
  expect(() => readEvents([{ data: {} }], undefined)).toThrow('event name is empty');
  expect(() => readEvents([null], undefined)).toThrow('event name is empty');
  expect(() => readEvents([{ name: 'inngest/function.failed' }], undefined)).toThrow(/reserved/);
  expect(() => readEvents([{ name: 'a', id: 'x'.repeat(513) }], undefined)).toThrow(/longer than 512/);
  expect(() => readEvents([{ name: 'a\0' }], undefined)).toThrow(/NUL/);
  expect(() => readEvents([{ name: 'a', data: { text: 'x'.repeat(530_000) } }], undefined)).toThrow(
    /524,288 are allowed/,
  );
  expect(() => readEvents(Array(5001).fill({ name: 'a' }), undefined)).toThrow(/5,000/);
});
