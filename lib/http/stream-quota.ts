import { AppError } from '#lib/errors.ts';
import { runtime } from '#lib/server/runtime.ts';

const open = new Map<string, number>();

/**
 * A stream that `work` answers, within what a key may have at once; `left` aborts when the client leaves, which may be
 * before anybody reads what is answered. Throws `too_many_streams`.
 */
export async function withinStreams(
  { keyId, left }: { keyId: string; left: AbortSignal },
  work: () => Promise<Response>,
): Promise<Response> {
  const giveBack = takeStream(keyId, runtime().config.KEY_STREAMS);
  left.addEventListener('abort', giveBack, { once: true });
  try {
    return whenRead(await work(), giveBack);
  } catch (error) {
    giveBack();
    throw error;
  }
}

/**
 * Takes the place of one more stream of a key in this process; the answer gives it back, once. Throws
 * `too_many_streams` where the key has as many as it may have.
 */
function takeStream(keyId: string, most: number): () => void {
  const count = open.get(keyId) ?? 0;
  if (count >= most)
    throw new AppError(
      'too_many_streams',
      `${count} streams are open, and that is the most at once; close one.`,
      {
        retryAfterSeconds: 5,
      },
    );
  open.set(keyId, count + 1);
  let isGiven = false;
  return () => {
    if (isGiven) return;
    isGiven = true;
    const left = (open.get(keyId) ?? 1) - 1;
    if (left > 0) open.set(keyId, left);
    else open.delete(keyId);
  };
}

/** The same response; `onEnd` is called when its body was read to its end, broke off, or nobody wants it any more. */
function whenRead(response: Response, onEnd: () => void): Response {
  if (!response.body) {
    onEnd();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          onEnd();
          controller.close();
        } catch (error) {
          onEnd();
          controller.error(error);
        }
      },
      async cancel(reason) {
        onEnd();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, response);
}
