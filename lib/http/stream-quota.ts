import { count } from '#lib/metrics.ts';
import { runtime } from '#lib/server/runtime.ts';

/**
 * A stream that `work` answers, counted, within what a key may have at once; `left` aborts when the client leaves, which
 * may be before anybody reads what is answered. Throws `too_many_streams`.
 */
export async function withinStreams(
  { keyId, left }: { keyId: string | undefined; left: AbortSignal },
  work: () => Promise<Response>,
): Promise<Response> {
  const { keyPlaces, config } = runtime();
  const giveBack =
    keyId === undefined
      ? () => {}
      : await keyPlaces.take({ keyId, kind: 'streams', most: config.KEY_STREAMS });
  count('intentui_stream_clients');
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    count('intentui_stream_clients', {}, -1);
    giveBack();
  };
  left.addEventListener('abort', end, { once: true });
  if (left.aborted) end();
  try {
    return whenRead(await work(), end);
  } catch (error) {
    end();
    throw error;
  }
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
