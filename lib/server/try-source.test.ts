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
const use = (source = silent, TIME_ZONE = 'UTC') =>
  setRuntime({
    config: { TIME_ZONE },
    sources: [source],
    sourcesOff: [],
    vision: { id: 'zai-vision' },
  } as unknown as Runtime);
const asked = { id: 'silent', query: 'q', userId: 'local' };

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

test.each([
  ['Pacific/Kiritimati', '2026-11-30', '2026-12-13'],
  ['America/Los_Angeles', '2026-11-23', '2026-12-06'],
])('a calendar is asked for this week and the next where the operator is: %s', async (zone, from, to) => {
  const asked: unknown[] = [];
  const search: Source['search'] = async (_, { timeRange }) => {
    asked.push(timeRange);
    return [];
  };
  use({ ...silent, suits: 'times', search }, zone);
  // Sunday evening in Los Angeles, Monday in Kiritimati.
  const now = new Date('2026-11-29T23:00:00Z');
  await trySource(
    { id: 'silent', query: 'q', userId: 'local' },
    { signal: new AbortController().signal, now },
  );
  expect(asked).toEqual([{ from, to, time_zone: zone, words: 'this week and the next' }]);
});

test('where there is no source of a name, those that there are are named', async () => {
  use();
  const trial = trySource({ ...asked, id: 'sylent' }, { signal: new AbortController().signal });
  await expect(trial).rejects.toThrow('There is no source “sylent”; there are: silent.');
});
