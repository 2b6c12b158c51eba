/**
 * The same answer, whose body fails like a lost connection once nothing has come for `silentMs`, or when the network
 * comes back: what was open before it went is dead, and does not always say so.
 */
export function breakWhenSilent(response: Response, silentMs: number): Response {
  if (!response.body || !response.ok) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await unlessLost(reader.read(), silentMs).catch((error: unknown) => {
        void reader.cancel(error).catch(() => {});
        throw error;
      });
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

async function unlessLost<T>(work: Promise<T>, silentMs: number): Promise<T> {
  let fail = (_reason: string) => {};
  const failure = new Promise<never>((_, reject) => {
    // The chat of the AI SDK knows a lost connection by this kind of error and this word.
    fail = (reason) => reject(new TypeError(`network error: ${reason}`));
  });
  const onOnline = () => fail('the network was gone meanwhile');
  const timer = setTimeout(() => fail('nothing comes any more'), silentMs);
  globalThis.addEventListener?.('online', onOnline);
  try {
    return await Promise.race([work, failure]);
  } finally {
    clearTimeout(timer);
    globalThis.removeEventListener?.('online', onOnline);
  }
}
