import { z } from 'zod';
import { ChatMessage, Words } from '#lib/schema/chat-message.ts';
import { count } from '#lib/schema/count.ts';
import { Report } from '#lib/schema/report.ts';

/** Of prompt or messages with the instructions, in UTF-8. */
const maxTotalBytes = 60 * 1024;

/** What a stream job is asked: one prompt, or a chat that ends with the user's words. */
export const StreamInput = z
  .strictObject({
    prompt: Words.optional(),
    messages: z.array(ChatMessage).min(1, 'Write at least one message').max(200).optional(),
    /** How to answer; goes before everything else. */
    instructions: Words.optional(),
    /** Jobs of the caller whose stored pages the answer is taken from first. */
    evidence_from: z.array(z.uuid()).min(1).max(5).optional(),
    /** Ids of what the caller uploaded: the question is answered from these alone, with citations. */
    documents: z.array(z.uuid()).min(1).max(20).optional(),
  })
  .superRefine(({ prompt, messages, instructions }, context) => {
    if ((prompt === undefined) === (messages === undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['prompt'],
        message:
          prompt === undefined ? 'Give prompt or messages.' : 'Give either prompt or messages, not both.',
      });
    }
    if (messages && messages.at(-1)?.role !== 'user') {
      context.addIssue({
        code: 'custom',
        path: ['messages'],
        message: 'The last message must be by the user.',
      });
    }
    const all = [prompt, instructions, ...(messages ?? []).map(({ content }) => content)].join('');
    if (new TextEncoder().encode(all).length > maxTotalBytes) {
      const path = [prompt === undefined ? 'messages' : 'prompt'];
      context.addIssue({
        code: 'custom',
        path,
        message: `At most ${count(maxTotalBytes, 'byte')} in all, with the instructions.`,
      });
    }
  });
export type StreamInput = z.infer<typeof StreamInput>;

/** What a finished stream job answers. */
export const StreamResult = z.object({
  /** Exactly what was streamed. */
  text: z.string(),
  /** Who wrote it: `built-in` or a model's id. */
  model: z.string(),
  /** Why the writing ended, in the AI SDK's words: `stop`, `length` (cut off at the model's limit) … */
  finish_reason: z.string(),
  /** The text with its sentences and citations, where it was written from own documents. */
  report: Report.nullable(),
  /** Set when time, money or a model ended the work early: the text is what there was until then. */
  partial: z.object({ reason: z.string() }).nullable(),
});
export type StreamResult = z.infer<typeof StreamResult>;
