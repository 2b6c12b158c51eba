import { z } from 'zod';

/** What is used of a piece of an answer; what else stands in it, or in another form, is left out. */
const Message = z.object({
  content: z.string().nullish().catch(null),
  refusal: z.string().nullish().catch(null),
  tool_calls: z.array(z.unknown()).nullish().catch(null),
});
const Count = z.number().nullish().catch(null);
const Chunk = z
  .object({
    choices: z.array(
      z.object({
        delta: Message.nullish().catch(null),
        message: Message.nullish().catch(null),
        finish_reason: z.string().nullish().catch(null),
      }),
    ),
    usage: z
      .object({
        prompt_tokens: Count,
        completion_tokens: Count,
        prompt_tokens_details: z.object({ cached_tokens: Count }).nullish().catch(null),
        completion_tokens_details: z.object({ reasoning_tokens: Count }).nullish().catch(null),
      })
      .nullish()
      .catch(null),
    error: z.union([z.looseObject({ message: z.string() }), z.string()]).nullish(),
  })
  .partial();
type Chunk = z.infer<typeof Chunk>;

/** `finished`: the model said why it stopped; `done`: the server has also said that nothing follows. */
export type AnswerState = 'open' | 'finished' | 'done';

/**
 * Reads a stream of chat completion events and writes it anew in the one form that the SDK knows, event by event.
 * A line that cannot be read becomes an empty event, so that it can be counted. The reason why the model stopped is
 * held back to the end: whatever follows it, an answer that has one is whole.
 */
export function createChatEventReader() {
  const decoder = new TextDecoder();
  let line = '';
  let reason: string | undefined;
  let state: AnswerState = 'open';

  const readLine = (text: string): string => {
    const data = /^data:\s*(.*?)\s*$/.exec(text)?.[1];
    if (!data || state === 'done') return '';
    if (data === '[DONE]') return close();
    const chunk = readChunk(data);
    return chunk ? write(chunk) : event({});
  };
  const write = (chunk: Chunk): string => {
    if (chunk.error) return event({ error: toErrorObject(chunk.error) });
    const { choices, said } = takeReason(chunk);
    reason ??= said;
    if (reason !== undefined) state = 'finished';
    return event({ choices, usage: chunk.usage });
  };
  const close = (): string => {
    if (reason === undefined || state === 'done') return '';
    state = 'done';
    return `${event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] })}data: [DONE]\n\n`;
  };

  return {
    state: (): AnswerState => state,
    push(bytes: Uint8Array): string {
      const lines = (line + decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      line = lines.pop() ?? '';
      return lines.map(readLine).join('');
    },
    /** Nothing more comes. */
    end: (): string => readLine(line) + close(),
  };
}

/** The answer of a server that does not stream, as a stream of events; undefined when it is no such answer. */
export function toChatEvents(body: string): string | undefined {
  const reader = createChatEventReader();
  const chunk = readChunk(body);
  if (!chunk) return undefined;
  return reader.push(new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\n`)) + reader.end();
}

function readChunk(json: string): Chunk | undefined {
  try {
    const chunk = Chunk.parse(JSON.parse(json));
    return chunk.choices || chunk.usage || chunk.error ? chunk : undefined;
  } catch {
    return undefined;
  }
}

function takeReason({ choices = [] }: Chunk) {
  const [first] = choices;
  const delta = first?.delta ?? first?.message;
  return { said: first?.finish_reason ?? undefined, choices: delta ? [{ index: 0, delta }] : [] };
}

const toErrorObject = (error: NonNullable<Chunk['error']>) =>
  typeof error === 'string' ? { message: error } : error;
const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;
