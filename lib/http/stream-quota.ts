import { AppError } from '#lib/errors.ts';
import { count } from '#lib/metrics.ts';
import { runtime } from '#lib/server/runtime.ts';

const open = new Map<string, number>();

/**
 * A stream that `work` answers, counted, within what a key may have at once; `left` aborts when the client leaves, which
 * may be before anybody reads what is answered. Throws `too_many_streams`.
 */
export async function withinStreams(
  { keyId, left }: { keyId: string | undefined; left: AbortSignal },
  work: () => Promise<Response>,
): Promise<Response> {
  const giveBack = keyId === undefined ? () => {} : takeStream(keyId, runtime().config.KEY_STREAMS);
  count('intentui_stream_clients');
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    count('intentui_stream_clients', {}, -1);
    giveBack();
  };
  left.addEventListener('abort', end, { once: true });
  try {
    return whenRead(await work(), end);
  } catch (error) {
    end();
    throw error;
  }
}

/**
 * Takes the place of one more stream of a key in this process; the answer gives it back. Throws `too_many_streams` where
 * the key has as many as it may have.
 */
function takeStream(keyId: string, most: number): () => void {
  const taken = open.get(keyId) ?? 0;
  if (taken >= most)
    throw new AppError(
      'too_many_streams',
      `${taken} streams are open, and that is the most at once; close one.`,
      {
        retryAfterSeconds: 5,
      },
    );
  open.set(keyId, taken + 1);
  return () => {
    const others = (open.get(keyId) ?? 1) - 1;
    if (others > 0) open.set(keyId, others);
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
