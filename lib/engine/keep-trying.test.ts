import { expect, test } from 'vitest';
import { keepTrying } from './keep-trying.ts';

const failing = (errors: unknown[]) => {
  const left = [...errors];
  return async () => {
    if (left.length > 0) throw left.shift();
    return 'stored';
  };
};
const coded = (code: string) => Object.assign(new Error(code), { code });
const running = new AbortController().signal;

test('a write goes on through lost connections and a server that shuts down', async () => {
  const lost = [
    new Error('Connection terminated unexpectedly'),
    coded('57P01'),
    coded('ECONNREFUSED'),
    coded('EPIPE'),
  ];
  expect(await keepTrying(failing(lost), running)).toBe('stored');
});

test('a statement that is wrong, and a fault of this program, are thrown at once', async () => {
  await expect(keepTrying(failing([coded('23505')]), running)).rejects.toThrow('23505');
  await expect(keepTrying(failing([new TypeError('bug')]), running)).rejects.toThrow('bug');
});

test('an engine that stops tries no more', async () => {
  await expect(keepTrying(failing([new Error('lost')]), AbortSignal.abort())).rejects.toThrow('lost');
});
