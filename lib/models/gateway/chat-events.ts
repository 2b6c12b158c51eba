import { createParser } from 'eventsource-parser';
import { type Chunk, readChunk, readObject, toFinishReason } from './read-chunk.ts';
import { type StreamFailure, streamFailure } from './stream-failure.ts';

/** `finished`: the model said why it stopped; `done`: the server has also said that nothing follows. */
export type AnswerState = 'open' | 'finished' | 'done';

/**
 * Reads a stream of chat completion events and writes it anew in the one form that the SDK knows, event by event.
 * An event that cannot be read becomes an empty one, so that it can be counted. The reason why the model stopped is
 * held back to the end: whatever follows it, an answer that has one is whole. `[DONE]` is an end without it too.
 */
export function createChatEventReader() {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent({ event, data }) {
      out += read(data, event);
    },
    // Some servers tell an error as a field of its own, or as bare JSON.
    onError({ field, value, line }) {
      if (field === 'error') out += read(value ?? '', 'error');
      else if (line?.startsWith('{')) out += read(line);
    },
  });
  let out = '';
  let reason: string | undefined;
  let state: AnswerState = 'open';
  let failure: StreamFailure | undefined;
  let text = '';
  let hasOpenChoice = false;
  let endsEmpty = false;

  const read = (data: string, name?: string): string => {
    const json = data.trim();
    if (!json || state === 'done' || failure) return '';
    if (json === '[DONE]') return close(reason ?? 'stop');
    const chunk = readChunk(json);
    if (chunk?.choices || (chunk && name !== 'error')) return write(chunk);
    if (name === 'error') return write({ error: chunk?.error ?? readObject(json) ?? json });
    // Events that lack the blank line between them come as the lines of one.
    if (json.includes('\n'))
      return json
        .split('\n')
        .map((line) => read(line))
        .join('');
    return name && name !== 'message' ? '' : event({});
  };
  const write = (chunk: Partial<Chunk>): string => {
    if (chunk.error) {
      // An answer that has said why it stopped is whole.
      if (state === 'open') failure = streamFailure(chunk.error);
      return '';
    }
    const delta = takeChoice(chunk);
    return event({ choices: delta ? [{ index: 0, delta }] : [], usage: countsOf(chunk.usage) });
  };
  const takeChoice = ({ choices }: Partial<Chunk>) => {
    const [first] = choices ?? [];
    if (!first) return undefined;
    const { finish_reason: said, delta } = first;
    if (said) {
      reason ??= toFinishReason(said);
      state = 'finished';
    } else if (said === '') endsEmpty ||= hasOpenChoice;
    else hasOpenChoice = true;
    // Some servers close with the whole message once more.
    const piece = delta ?? (first.text ? { content: first.text } : text ? undefined : first.message);
    text += piece?.content ?? '';
    return piece;
  };
  const close = (why: string): string => {
    if (state === 'done') return '';
    state = 'done';
    return `${event({ choices: [{ index: 0, delta: {}, finish_reason: why }] })}data: [DONE]\n\n`;
  };
  const take = (more = ''): string => {
    const written = out + more;
    out = '';
    return written;
  };

  return {
    state: (): AnswerState => state,
    /** The error that the server told in place of the rest. */
    failure: (): StreamFailure | undefined => failure,
    /** The words of the answer that have come. */
    text: (): string => text,
    push(bytes: Uint8Array): string {
      parser.feed(decoder.decode(bytes, { stream: true }));
      return take();
    },
    /** Nothing more comes. */
    end(): string {
      parser.feed(`${decoder.decode()}\n\n`);
      const why = reason ?? (endsEmpty ? 'stop' : undefined);
      return take(why === undefined || failure ? '' : close(why));
    },
  };
}

/** The answer of a server that does not stream, as a reader that has read it; undefined when it is no such answer. */
export function readWholeAnswer(body: string) {
  if (!readChunk(body)) return undefined;
  const reader = createChatEventReader();
  const line = JSON.stringify(JSON.parse(body));
  const events = reader.push(new TextEncoder().encode(`data: ${line}\n\ndata: [DONE]\n\n`));
  return { events, failure: reader.failure() };
}

/** Counts of which none is known are no counts: some servers write zeros. */
function countsOf(usage: Chunk['usage']) {
  const { prompt_tokens: input, completion_tokens: output } = usage ?? {};
  return input || output ? usage : undefined;
}

const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;
