import type { FollowedLog } from '../follow-log.ts';
import { createLogStream } from '../log-stream.ts';
import type { JobMessageChunk } from './job-message.ts';
import { beginTranslation, translateEvent } from './translate-event.ts';

/** What tells a client that it reads the AI SDK's UI message stream. */
export const uiMessageStreamHeader = { 'x-vercel-ai-ui-message-stream': 'v1' };

/**
 * A job's log as the AI SDK's UI message stream, from its first event to the end of the job: whoever lost it reads it
 * again from the start, and the message, known by the job's id, takes the place of the unfinished one. A stream that
 * this process has to leave breaks off, so that nobody takes half an answer for a whole one.
 */
export function createUiMessageStream(log: Omit<FollowedLog, 'after'>): ReadableStream<Uint8Array> {
  const translation = beginTranslation();
  return createLogStream(
    { ...log, after: 0 },
    {
      begin: () => '',
      events: (events) =>
        events
          .flatMap((event) => translateEvent(translation, event))
          .map(frame)
          .join(''),
      end: () => {
        const erased = frame({ type: 'abort', reason: 'The job was erased.' });
        return `${translation.hasEnded ? '' : erased}data: [DONE]\n\n`;
      },
      // An abort closes the connection; any other error would be printed as a fault of ours.
      leave: () => new DOMException('The stream ends before the job does.', 'AbortError'),
    },
  );
}

const frame = (chunk: JobMessageChunk): string => `data: ${JSON.stringify(chunk)}\n\n`;
