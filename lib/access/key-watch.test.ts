import { expect, test, vi } from 'vitest';
import { createKeyWatch } from './key-watch.ts';
import type { Entry } from './living-keys.ts';

const entry = (keyId: string, session: string | null = null): Entry => ({ keyId, session });

test('what was opened with a key ends when the key does, and nothing else', async () => {
  const ended = new Set<string>();
  const { signalOf } = createKeyWatch({
    everyMs: 1,
    findLiving: async (entries) => entries.filter(({ keyId, session }) => !ended.has(session ?? keyId)),
  });
  const [a, b, session] = [signalOf(entry('a')), signalOf(entry('b')), signalOf(entry('a', 'cookie'))];
  ended.add('cookie');
  await expect.poll(() => session.aborted).toBe(true);
  expect([a.aborted, b.aborted]).toEqual([false, false]);
  ended.add('a');
  await expect.poll(() => a.aborted).toBe(true);
  expect(b.aborted).toBe(false);
  expect(a.reason.message).toContain('revoked');
});

test('two streams of a key share one look, and a look that fails is tried again', async () => {
  const findLiving = vi.fn(async (_: Entry[]): Promise<Entry[]> => {
    throw new Error('the database is away');
  });
  const { signalOf } = createKeyWatch({ everyMs: 1, findLiving });
  const [one, two] = [signalOf(entry('a')), signalOf(entry('a'))];
  await expect.poll(() => findLiving.mock.calls.length).toBeGreaterThan(2);
  expect(findLiving.mock.calls.every(([entries]) => entries.length === 1)).toBe(true);
  expect(one.aborted).toBe(false);
  findLiving.mockResolvedValue([]);
  await expect.poll(() => one.aborted && two.aborted).toBe(true);
  const calls = findLiving.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(findLiving.mock.calls.length).toBe(calls);
});

test('what was opened longer ago than any stream lives is not looked at any more', async () => {
  let now = 0;
  const looked: number[] = [];
  const { signalOf } = createKeyWatch({
    everyMs: 1,
    now: () => now,
    findLiving: async (entries) => {
      looked.push(entries.length);
      return entries;
    },
  });
  const signal = signalOf(entry('a'));
  await expect.poll(() => looked.length).toBeGreaterThan(0);
  now = 26 * 3_600_000;
  await expect.poll(() => looked.at(-1)).toBe(0);
  expect(signal.aborted).toBe(false);
});
