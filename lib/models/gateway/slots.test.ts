import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

test('no more than the limit are in at once, and who waits comes in by order', async () => {
  const slots = createSlots();
  const entered: number[] = [];
  const leaves = [1, 2, 3, 4].map(async (number) => {
    const leave = await slots.enter(2, undefined);
    entered.push(number);
    return leave;
  });
  const [first, second] = await Promise.all(leaves.slice(0, 2));
  expect(entered).toEqual([1, 2]);
  first?.();
  first?.();
  await leaves[2];
  expect(entered).toEqual([1, 2, 3]);
  second?.();
  await leaves[3];
  expect(entered).toEqual([1, 2, 3, 4]);
});

test('who stops waiting takes no place from those behind', async () => {
  const slots = createSlots();
  const leave = await slots.enter(1, undefined);
  const caller = new AbortController();
  const given = slots.enter(1, caller.signal);
  const next = slots.enter(1, undefined);
  caller.abort(new Error('cancelled'));
  await expect(given).rejects.toThrow('cancelled');
  leave();
  const last = await next;
  last();
  await expect(slots.enter(1, undefined)).resolves.toBeTypeOf('function');
});
