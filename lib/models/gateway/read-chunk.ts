import { z } from 'zod';

/** Text, or pieces of which some are text and others are thinking. */
const Content = z
  .union([
    z.string(),
    z
      .array(z.looseObject({ type: z.string().optional(), text: z.string().optional().catch(undefined) }))
      .transform((pieces) =>
        pieces.map(({ type = 'text', text = '' }) => (/text$/.test(type) ? text : '')).join(''),
      ),
  ])
  .nullish()
  .catch(null);
/** What is used of a piece of an answer; what else stands in it, or in another form, is left out. */
const Message = z.object({
  content: Content,
  refusal: z.string().nullish().catch(null),
});
const Choice = z.object({
  delta: Message.nullish().catch(null),
  message: Message.nullish().catch(null),
  text: z.string().nullish().catch(null),
  finish_reason: z.string().nullish().catch(null),
});
const Count = z.number().nullish().catch(null);
const Usage = z.object({
  prompt_tokens: Count,
  completion_tokens: Count,
  prompt_tokens_details: z.object({ cached_tokens: Count }).nullish().catch(null),
  completion_tokens_details: z.object({ reasoning_tokens: Count }).nullish().catch(null),
});
const Chunk = z.object({
  choices: z.array(Choice).nullish().catch(null),
  usage: Usage.nullish().catch(null),
  error: z
    .union([z.looseObject({}), z.string().min(1)])
    .nullish()
    .catch(null),
});
export type Chunk = z.infer<typeof Chunk>;

/**
 * Reads one chunk of an answer, or a whole one, whatever server wrote it; undefined where it is neither that nor an
 * error. Of the forms that errors have, each ends up as `error`.
 */
export function readChunk(json: string): Chunk | undefined {
  const data = readObject(json);
  if (!data) return undefined;
  const chunk = Chunk.parse(data);
  if (chunk.error || chunk.choices || chunk.usage) return chunk;
  const { object, type, message, detail } = data;
  if (object === 'error' || type === 'error' || (message && 'code' in data) || detail) {
    return { error: data };
  }
  return undefined;
}

/** A JSON object; undefined for all else. */
export function readObject(json: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(json);
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const reasons: [RegExp, string][] = [
  // No tool is ever offered, so a call of one is left out and its words are the answer.
  [
    /^(tool_calls?|function_call|stop|eos|eos_token|end_turn|stop_sequence|complete|completed|finished)$/i,
    'stop',
  ],
  [/^(length|max_tokens|max_output_tokens|model_length|limit)$/i, 'length'],
  [
    /^(content.?filter|safety|recitation|refusal|sensitive|prohibited_content|blocklist|spii)$/i,
    'content_filter',
  ],
];

/** Why a model stopped, in OpenAI's words where it used others. */
export const toFinishReason = (said: string): string =>
  reasons.find(([words]) => words.test(said))?.[1] ?? said;
