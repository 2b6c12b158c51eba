import { z } from 'zod';

/** Kept exactly as it was written; only white space is no text. */
export const Words = z.string().refine((words) => words.trim() !== '', 'Write something');

export const ChatMessage = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: Words });
export type ChatMessage = z.infer<typeof ChatMessage>;
