import { afterEach, expect, test } from 'vitest';
import { createApiClient } from '#lib/client/api-client.ts';
import { startTestApi, type TestApi } from '#lib/testing/cli-api.ts';
import { begin } from '#lib/testing/cli-script.ts';
import { createTestTerminal } from '#lib/testing/terminal.ts';
import { followToEnd } from './follow-to-end.ts';
import type { StartedProduct } from './start-product.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function followUntilGone({ started }: { started: StartedProduct | null }) {
  const api = await startTestApi({ script: [...begin, 'hold'] });
  closers.push(() => api.stop().catch(() => undefined));
  const client = createApiClient({ baseUrl: api.url });
  const terminal = createTestTerminal();
  const followed = followToEnd({
    api: client,
    job: await client.getJob('019a0000-0000-7000-8000-000000000001'),
    product: { baseUrl: api.url, started },
    screen: terminal.screen,
    signal: new AbortController().signal,
    mode: 'none',
    giveUpAfterMs: 4000,
  });
  followed.catch(() => undefined);
  await expect.poll(() => api.streams.length).toBe(1);
  await stopOnce(api);
  return { followed, terminal };
}

async function stopOnce(api: TestApi): Promise<void> {
  await api.stop();
  api.stop = async () => undefined;
}

test('a product that stays away is given up after a while, in one sentence', async () => {
  const { followed, terminal } = await followUntilGone({ started: null });
  await expect.poll(() => terminal.lastLine()).toContain('Connection lost; the job goes on.');
  await expect(followed).rejects.toThrow(/^Nothing has answered at http:.* for 4\.0 s\.$/);
  expect(terminal.lastLine()).toBe('');
});

test('a product that was started for the job and has ended is not waited for', async () => {
  let ended = false;
  const started: StartedProduct = {
    pid: 1,
    logFile: 'start.log',
    hasEnded: () => ended,
    lastLine: () => 'The server ended by itself.',
    stop: async () => undefined,
    release: () => undefined,
  };
  const { followed } = await followUntilGone({ started });
  ended = true;
  await expect(followed).rejects.toThrow('The product has stopped: The server ended by itself.');
});

test.each([
  ['a terminal', false],
  ['a pipe', true],
])('a job that waits tells its place in line on %s, until it begins', async (_, isPipe) => {
  const queue = { place: 3, starts_in_seconds: 118, ahead: false };
  const [created, ...more] = begin;
  const api = await startTestApi({
    script: [created as (typeof begin)[number], 'hold', ...more],
    job: { status: 'pending', queue },
  });
  closers.push(() => api.stop());
  const client = createApiClient({ baseUrl: api.url });
  const terminal = createTestTerminal({ stdoutIsPipe: isPipe, stderrIsPipe: isPipe });
  const stopping = new AbortController();
  const followed = followToEnd({
    api: client,
    job: { ...(await client.getJob('019a0000-0000-7000-8000-000000000001')), queue: undefined },
    product: { baseUrl: api.url, started: null },
    screen: terminal.screen,
    signal: stopping.signal,
    mode: 'none',
    lookEveryMs: 20,
  });
  const told = () => (isPipe ? terminal.piped() : terminal.lastLine());
  await expect.poll(told).toContain('Number 3 in line, begins in about 2 minutes');
  queue.place = 1;
  await expect.poll(told).toContain('Next in line, begins in about 2 minutes');
  api.go();
  await expect.poll(told).toMatch(isPipe ? 'Search own documents' : /^(?!.* in line)/);
  if (isPipe) expect(told().match(/ in line/g)).toHaveLength(2);
  stopping.abort();
  await followed;
});
