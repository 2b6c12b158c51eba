import { readUIMessageStream } from 'ai';
import type { JobEvent } from '#lib/schema/event.ts';
import {
  beginTranslation,
  type JobMessage,
  type JobMessageChunk,
  translateEvent,
} from './translate-event.ts';

/** The message that a reader of the stream ends up with, from a log and its first event on; null for an empty one. */
export async function foldLog(events: readonly JobEvent[]): Promise<JobMessage | null> {
  const translation = beginTranslation();
  const chunks = joinDeltas(events.flatMap((event) => translateEvent(translation, event)));
  let message: JobMessage | null = null;
  for await (const state of readUIMessageStream<JobMessage>({ stream: streamOf(chunks) })) message = state;
  return message;
}

function streamOf(chunks: readonly JobMessageChunk[]): ReadableStream<JobMessageChunk> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

/** The reader copies the message at each chunk, so what is one text goes in as one. */
function joinDeltas(chunks: readonly JobMessageChunk[]): JobMessageChunk[] {
  const joined: JobMessageChunk[] = [];
  for (const chunk of chunks) {
    const last = joined.at(-1);
    if (chunk.type === 'text-delta' && last?.type === 'text-delta' && last.id === chunk.id) {
      joined[joined.length - 1] = { ...last, delta: last.delta + chunk.delta };
    } else joined.push(chunk);
  }
  return joined;
}
