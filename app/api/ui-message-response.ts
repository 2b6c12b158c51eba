import { streamResponse } from '#lib/http/route.ts';
import {
  createUiMessageStream,
  uiMessageStreamHeader,
} from '#lib/log-stream/ui-message/ui-message-stream.ts';
import { runtime } from '#lib/server/runtime.ts';

/** A job's log as a UI message stream, from its start to its end. */
export function uiMessageResponse(request: { signal: AbortSignal }, jobId: string): Response {
  const { tails, streams } = runtime();
  const signal = AbortSignal.any([request.signal, streams.signal]);
  return streamResponse(createUiMessageStream({ tails, jobId, signal }), uiMessageStreamHeader);
}
