import type { z } from 'zod';
import { generateStructured } from '#lib/models/generate-structured.ts';
import type { Role } from '#lib/models/language-model.ts';
import type { Desk } from './ports.ts';
import type { Prompt } from './prompts/prompt.ts';

/** Asks the model of a role for data of a schema; stops when its time is over, or no model may be asked any more. */
export function askModel<Schema extends z.ZodType>(
  desk: Desk,
  task: {
    role: Role;
    prompt: Prompt;
    text: string;
    schema: Schema;
    /** Reads the text form of the answer. */
    parseText: (text: string) => unknown;
    until?: AbortSignal | undefined;
  },
): Promise<z.output<Schema>> {
  const { role, prompt, text, schema, parseText, until } = task;
  return generateStructured({
    model: desk.model(role),
    schema,
    instructions: prompt.instructions,
    prompt: text,
    parseText,
    signal: AbortSignal.any([desk.signal, desk.closing, ...(until ? [until] : [])]),
  });
}
