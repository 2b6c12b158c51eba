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
    giveUpAfterMs: 1500,
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
  await expect(followed).rejects.toThrow(/^Nothing has answered at http:.* for 1\.5 s\.$/);
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
