/**
 * The same answer, whose body fails like a lost connection once nothing has come for `silentMs`: a network that is gone
 * does not always say so.
 */
export function breakWhenSilent(response: Response, silentMs: number): Response {
  if (!response.body || !response.ok) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await withinTime(reader.read(), silentMs).catch((error: unknown) => {
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

async function withinTime<T>(work: Promise<T>, silentMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    // The chat of the AI SDK knows a lost connection by this kind of error and this word.
    timer = setTimeout(() => reject(new TypeError('network error: nothing comes any more')), silentMs);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
