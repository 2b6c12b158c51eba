import { afterEach, expect, test } from 'vitest';
import type { Source } from '#lib/sources/source.ts';
import { type Runtime, setRuntime } from './runtime.ts';
import { trySource } from './try-source.ts';

afterEach(() => setRuntime(undefined));

const silent: Source = {
  id: 'silent',
  name: 'Silent',
  search: (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    }),
  read: () => Promise.reject(new Error('not read')),
};
const use = () =>
  setRuntime({ sources: [silent], sourcesOff: [], vision: { id: 'zai-vision' } } as unknown as Runtime);
const asked = { id: 'silent', query: 'q' };

test('a source that is silent ends with the time for it', async () => {
  use();
  const { signal } = new AbortController();
  expect(await trySource(asked, { signal, timeoutMs: 10 })).toMatchObject({
    hits: [],
    error: 'It did not answer within 0.01 s.',
  });
});

test('a trial ends with the request that asked for it', async () => {
  use();
  const request = new AbortController();
  const trial = trySource(asked, { signal: request.signal });
  request.abort(new Error('gone'));
  await expect(trial).rejects.toThrow('gone');
});
