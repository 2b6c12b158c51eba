import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';

export type Part = LanguageModelV4StreamPart;
export type PartStream = ReadableStream<Part>;

/**
 * Passes on what `each` makes of the parts of a model's stream, one by one and as soon as they come. An error, from
 * the stream or from `each` or `ended`, ends it with what `failed` makes of it; whoever leaves early closes the source.
 */
export function pipeParts(
  source: PartStream,
  handlers: {
    each: (part: Part) => Part[] | Promise<Part[]>;
    /** The source has ended; throws when it should not have. */
    ended?: () => void;
    failed: (error: unknown) => unknown;
    left?: (reason: unknown) => void | Promise<void>;
  },
): PartStream {
  const reader = source.getReader();
  return new ReadableStream<Part>(
    {
      async pull(controller) {
        try {
          for (;;) {
            const { done, value } = await reader.read();
            if (done) {
              handlers.ended?.();
              return controller.close();
            }
            const parts = await handlers.each(value);
            for (const part of parts) controller.enqueue(part);
            if (parts.length > 0) return;
          }
        } catch (error) {
          reader.cancel(error).catch(() => {});
          controller.error(await handlers.failed(error));
        }
      },
      async cancel(reason) {
        await Promise.all([reader.cancel(reason), handlers.left?.(reason)]);
      },
    },
    { highWaterMark: 0 },
  );
}
