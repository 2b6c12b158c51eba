import { expect, test, vi } from 'vitest';
import { breakWhenSilent } from './break-when-silent.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('what comes in time comes through as it is, to its end', async () => {
  const response = breakWhenSilent(new Response('all of it', { headers: { 'x-own': 'kept' } }), 1000);
  expect(response.headers.get('x-own')).toBe('kept');
  expect(await response.text()).toBe('all of it');
});

test('a body that falls silent fails as a lost connection does, and is let go of', async () => {
  let letGo = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes('first')),
    cancel: () => {
      letGo = true;
    },
  });
  const reader = breakWhenSilent(new Response(body), 30).body?.getReader();
  expect((await reader?.read())?.value).toEqual(bytes('first'));
  const error: unknown = await reader?.read().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TypeError);
  expect((error as Error).message).toContain('network');
  expect(letGo).toBe(true);
});

test('who stops reading lets go of the connection', async () => {
  let letGo = false;
  const body = new ReadableStream<Uint8Array>({
    cancel: () => {
      letGo = true;
    },
  });
  await breakWhenSilent(new Response(body), 1000).body?.cancel();
  expect(letGo).toBe(true);
});

test('when the network comes back, a body that was open before fails at once', async () => {
  const window = new EventTarget();
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window));
  const reader = breakWhenSilent(new Response(new ReadableStream()), 60_000).body?.getReader();
  const reading = reader?.read().catch((reason: unknown) => reason);
  // The body is read from the next turn on, and only who reads listens.
  const telling = setInterval(() => window.dispatchEvent(new Event('online')), 1);
  expect(await reading).toBeInstanceOf(TypeError);
  clearInterval(telling);
  vi.unstubAllGlobals();
});
