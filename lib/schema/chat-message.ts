import { z } from 'zod';
import { isVisible } from './visible-text.ts';

/** Kept exactly as it was written; what cannot be seen alone is no text. */
export const Words = z.string().refine(isVisible, 'Write something');

export const ChatMessage = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: Words });
export type ChatMessage = z.infer<typeof ChatMessage>;
